package io.commonweight.trainer.site;

import java.util.Locale;

/** Something that people or programs around a site want to hear of. */
public sealed interface SiteEvent {

  /** A line for people. */
  String text();

  /** The site begins to follow its federation. */
  record Started(String federation, String organization, String node) implements SiteEvent {
    @Override
    public String text() {
      return "node %s of %s follows federation %s"
          .formatted(node.substring(0, 8), organization, federation);
    }
  }

  /** A round is open and the site takes part. */
  record RoundSeen(int round, String id, int release) implements SiteEvent {
    @Override
    public String text() {
      return "round %d opened, it starts from release %d".formatted(round, release);
    }
  }

  /** The base of a round was tried on the site's validation episodes. */
  record Evaluated(int release, String split, long successes, long trials) implements SiteEvent {
    @Override
    public String text() {
      return "release %d succeeds in %d of %d trials of %s"
          .formatted(release, successes, trials, split);
    }
  }

  /** Training goes on. */
  record Training(int round, int step, int steps, double loss) implements SiteEvent {
    @Override
    public String text() {
      return String.format(
          Locale.ROOT, "round %d: step %d of %d, loss %.5f", round, step, steps, loss);
    }
  }

  /** An update is written and fixed. */
  record Packed(
      int round, long bytes, long frames, double firstLoss, double lastLoss, double shrink)
      implements SiteEvent {
    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "round %d: trained on %d frames, loss %.5f to %.5f, update of %d bytes",
          round,
          frames,
          firstLoss,
          lastLoss,
          bytes);
    }
  }

  /** An update was blurred and paid for; everything in the ledger now amounts to this. */
  record Charged(int round, double epsilon, double budget, double delta) implements SiteEvent {
    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "round %d: noise added, epsilon %.4f of %s spent at delta %s",
          round,
          epsilon,
          budget,
          delta);
    }
  }

  /** The registry holds the update file. */
  record Uploaded(int round, long bytes) implements SiteEvent {
    @Override
    public String text() {
      return "round %d: %d bytes sent".formatted(round, bytes);
    }
  }

  /** The update is in the log, and the receipt was verified. */
  record Submitted(int round, long index, long bytes) implements SiteEvent {
    @Override
    public String text() {
      return "round %d: update is in the log at index %d".formatted(round, index);
    }
  }

  /** The node has said its keys in a secure round. */
  record Advertised(int round, int nodes) implements SiteEvent {
    @Override
    public String text() {
      return "round %d: keys said, in a cohort of %d nodes".formatted(round, nodes);
    }
  }

  /** The node has dealt shares of its secrets in a secure round. */
  record Dealt(int round, int nodes) implements SiteEvent {
    @Override
    public String text() {
      return "round %d: shares dealt among %d nodes".formatted(round, nodes);
    }
  }

  /** The node keeps its shares until witnesses vouch for the log. */
  record Unwitnessed(int round) implements SiteEvent {
    @Override
    public String text() {
      return "round %d: no shares are given out before witnesses vouch for its end"
          .formatted(round);
    }
  }

  /** The node has given out its shares, so that the sum of a secure round can be unmasked. */
  record Revealed(int round, int survivors) implements SiteEvent {
    @Override
    public String text() {
      return "round %d: shares given out, the sum is of %d nodes".formatted(round, survivors);
    }
  }

  /** The site gave a round up. */
  record Abandoned(int round, String reason) implements SiteEvent {
    @Override
    public String text() {
      return "round %d: given up: %s".formatted(round, reason);
    }
  }

  /** The site takes part in no round after this one, as it was told. */
  record Resting(int round) implements SiteEvent {
    @Override
    public String text() {
      return "resting after round %d".formatted(round);
    }
  }

  /** The node may not sign now, and takes part in no round until it may. */
  record Waiting(String reason) implements SiteEvent {
    @Override
    public String text() {
      return reason;
    }
  }

  /** Something is wrong; the site goes on trying. */
  record Problem(String reason) implements SiteEvent {
    @Override
    public String text() {
      return reason;
    }
  }

  /** What was wrong is over. */
  record Recovered() implements SiteEvent {
    @Override
    public String text() {
      return "all is well again";
    }
  }
}
