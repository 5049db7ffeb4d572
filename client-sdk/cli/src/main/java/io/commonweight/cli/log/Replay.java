package io.commonweight.cli.log;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.ProofException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A log verified entry by entry, so that whoever watches sees each step and a refusal has a place.
 */
public final class Replay {
  /** How the step begins with which {@link #take} refuses an entry; its index follows. */
  public static final String ENTRY = "entry ";

  private final KeySets keySets;
  private VerifiedLog log;

  /**
   * The empty log of a federation.
   *
   * @param founding the documents of its first charter
   * @param keySets where the keys of later charters are looked up
   */
  public Replay(Founding founding, KeySets keySets) {
    this.keySets = keySets;
    this.log = VerifiedLog.founding(founding);
  }

  /**
   * What entries did. Where the federation moves to another log, the entries up to the vote that
   * ratifies the move are one step.
   *
   * @param place the place of the first, of all epochs
   * @param before the state without them
   * @param entries their bytes
   * @param after the state with them
   */
  public record Step(
      long place, FederationState before, List<Bytes> entries, FederationState after) {
    /** Copies the list. */
    public Step {
      entries = List.copyOf(entries);
    }
  }

  /** What was verified so far. */
  public VerifiedLog log() {
    return log;
  }

  /**
   * Takes the next entries.
   *
   * @param feed what a server answered to the question for them
   * @param steps told of each step
   * @throws IOException if the server holds entries back, or the keys of a charter cannot be asked
   *     for
   * @throws ProofException if an entry or the checkpoint cannot be believed; the step names it
   */
  public void take(Feed feed, Consumer<Step> steps) throws IOException, ProofException {
    if (feed.entries().isEmpty()) {
      log = extended(feed, 0, 0);
    }
    for (int taken = 0; taken < feed.entries().size(); ) {
      int first = taken;
      VerifiedLog before = log;
      taken = feed.epoch() == log.epoch() ? one(feed, taken) : move(feed);
      steps.accept(
          new Step(
              before.state().size(),
              before.state(),
              feed.entries().subList(first, taken),
              log.state()));
    }
  }

  private int one(Feed feed, int taken) throws IOException, ProofException {
    log = extended(feed, taken, taken + 1);
    return taken + 1;
  }

  /** Takes as many entries of the next log as its ratification needs. */
  private int move(Feed feed) throws IOException, ProofException {
    for (int taken = 1; taken < feed.entries().size(); taken++) {
      try {
        log = extended(feed, 0, taken);
        return taken;
      } catch (UnratifiedException _) {
        // Its votes are among the next entries, or the last attempt says that they are not.
      }
    }
    log = extended(feed, 0, feed.entries().size());
    return feed.entries().size();
  }

  private VerifiedLog extended(Feed feed, int first, int end) throws IOException, ProofException {
    var part =
        new Feed(
            feed.epoch(),
            feed.newestEpoch(),
            feed.from() + first,
            feed.entries().subList(first, end),
            feed.checkpoint());
    try {
      return log.extend(part, keySets);
    } catch (RefusedException e) {
      throw refused(feed.from() + end - 1, e);
    } catch (ProofException e) {
      throw e.step().equals("entry") ? refused(feed.from() + end - 1, e) : e;
    } catch (IOException e) {
      throw first == 0 && feed.epoch() > log.epoch() ? new UnratifiedException(e) : e;
    }
  }

  private static ProofException refused(long entry, Exception why) {
    return new ProofException(ENTRY + entry, String.valueOf(why.getMessage()));
  }

  private static final class UnratifiedException extends IOException {
    private static final long serialVersionUID = 1L;

    UnratifiedException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
