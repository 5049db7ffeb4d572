package io.commonweight.cli.simulate;

import io.commonweight.federation.recompute.Contributions;
import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Recomputes closed rounds: judges the files of the updates that the log lets count, and lets the
 * rule and the optimizer have the rest. All aggregators would come to the same, so one does it.
 */
final class Aggregator {
  private final Map<Sha256, Submission> received = new HashMap<>();

  /**
   * A closed round.
   *
   * @param round the round
   * @param inputs what the log lets count
   * @param accepted those of them whose files are acceptable, in order
   * @param rejected all that does not count
   */
  record Judged(
      Round round, InputSet inputs, List<Logged<Update>> accepted, List<Rejection> rejected) {
    /** Copies the lists. */
    Judged {
      accepted = List.copyOf(accepted);
      rejected = List.copyOf(rejected);
    }

    /** How many of those that count were trained from older weights than the round's. */
    long stale() {
      return accepted.stream().filter(update -> inputs.staleness(update) > 0).count();
    }
  }

  /** Takes in the file of a logged update. */
  void receive(Submission submission) {
    received.put(submission.update().commitment(), submission);
  }

  /** Judges the files of a round's updates. */
  Judged judge(Round round, InputSet inputs) throws IOException {
    var rules = new UpdateFile(round.open(), Tensors.ALL);
    List<Logged<Update>> accepted = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>(inputs.rejected());
    for (Logged<Update> input : inputs.inputs()) {
      Optional<Reason> reason = rules.judge(submission(input).file());
      if (reason.isEmpty()) {
        accepted.add(input);
      } else {
        rejected.add(new Rejection(input.index(), input.signer(), reason.get()));
      }
    }
    rejected.sort(Comparator.comparingLong(Rejection::index));
    return new Judged(round, inputs, accepted, rejected);
  }

  /** Who made an update. */
  Node node(Logged<Update> update) {
    return submission(update).node();
  }

  private Submission submission(Logged<Update> update) {
    Submission submission = received.get(update.statement().commitment());
    if (submission == null) {
      throw new IllegalStateException("no file for the update at " + update.index());
    }
    return submission;
  }

  /** The round's updates under its rule. */
  Tally tally(Judged judged) throws IOException {
    return tally(judged, judged.round().open(), _ -> true);
  }

  /** The mean of the honest nodes' updates, which nobody knows but a simulation. */
  Tally clean(Judged judged) throws IOException {
    return tally(
        judged,
        Tally.plain(judged.round().open(), Rule.mean()),
        update -> !node(update).isHostile());
  }

  private Tally tally(Judged judged, RoundOpen open, Predicate<Logged<Update>> wanted)
      throws IOException {
    List<Logged<Update>> some = judged.accepted().stream().filter(wanted).toList();
    return new Tally(
        open,
        Contributions.of(some, judged.inputs()),
        some.stream().map(update -> submission(update).file()).toList());
  }

  /** What every aggregator states of a round. */
  static Aggregate.Result result(Judged judged, Model next) {
    RoundOpen open = judged.round().open();
    List<Sha256> digests =
        next.files().subList(0, 1 + open.optimizer().states()).stream()
            .map(file -> Sha256.of(Tensors.file(file)))
            .toList();
    return new Aggregate.Result(
        judged.round().id(),
        judged.round().cutoff().orElseThrow(),
        judged.inputs().digest(),
        open.specId(),
        judged.rejected(),
        digests.getFirst(),
        digests.subList(1, digests.size()));
  }

  /** Throws away what was received up to the end of a round. */
  void forget() throws IOException {
    for (Submission submission : received.values()) {
      Files.delete(submission.file());
    }
    received.clear();
  }
}
