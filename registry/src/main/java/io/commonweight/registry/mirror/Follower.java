package io.commonweight.registry.mirror;

import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.ForeignEntries;
import io.commonweight.registry.log.InconsistentLogException;
import io.commonweight.registry.log.LogCondition.Halted;
import io.commonweight.registry.log.LogCondition.Serving;
import io.commonweight.registry.log.LogCondition.Waiting;
import io.commonweight.registry.log.LogStore;
import io.commonweight.registry.origin.Origin;
import io.commonweight.registry.witness.Conflicts;
import io.commonweight.registry.witness.KnownLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.LogGrowth;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies a log from its origin. Entries become visible here only under a checkpoint that the log's
 * key has signed, of exactly their size and root; every statement is verified and applied anew.
 *
 * <p>An origin that has signed another history than before stops the mirror for good: both signed
 * notes are kept as evidence. One that sends other entries than it has signed has proved nothing,
 * and is asked again.
 */
final class Follower implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration WAIT_FOR_WITNESSES = Duration.ofSeconds(2);
  private static final Duration LEAST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final FederationLog log;
  private final KeySets keySets;
  private final Origin origin;
  private final Conflicts conflicts;
  private final Lag lag;
  private final Thread thread;
  private Duration pause = LEAST_PAUSE;
  private volatile boolean closing;

  /** Told how far the mirror is behind what the origin has signed. */
  @FunctionalInterface
  interface Lag {
    void behind(long entries);
  }

  Follower(FederationLog log, KeySets keySets, Origin origin, Conflicts conflicts, Lag lag) {
    this.log = log;
    this.keySets = keySets;
    this.origin = origin;
    this.conflicts = conflicts;
    this.lag = lag;
    this.thread = Thread.ofVirtual().name("mirror-" + log.federation().name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closing && !(log.condition() instanceof Halted)) {
      try {
        openAndFollow();
      } catch (InconsistentLogException e) {
        Log.errorf(e, "mirror of log %s is halted", log.federation().logName());
        log.state(new Halted(String.valueOf(e.getMessage())));
        return;
      } catch (SQLException | IOException | ProofException | RuntimeException e) {
        if (closing) {
          return;
        }
        Log.warnf("mirror of log %s waits: %s", log.federation().logName(), e.getMessage());
        log.state(new Waiting("the log's origin, or the storage here, does not answer"));
      } catch (InterruptedException e) {
        return;
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  private void openAndFollow()
      throws SQLException,
          IOException,
          ProofException,
          InconsistentLogException,
          InterruptedException {
    Optional<LogStore> opened =
        log.open(keySets, (epoch, from) -> origin.entries(epoch, from, Duration.ZERO));
    if (opened.isEmpty()) {
      log.state(new Waiting("another process mirrors this log"));
      return;
    }
    try (LogStore store = opened.get()) {
      store.view().ifPresent(log::publish);
      while (!closing && !(log.condition() instanceof Halted)) {
        step(store, patience());
        follow(store);
        log.state(new Serving());
        pause = LEAST_PAUSE;
      }
    }
  }

  /** Cosignatures come soon after the entries: then the next look is not put off. */
  private Duration patience() {
    Optional<String> shown = log.viewIfAny().map(view -> view.note().text());
    Optional<String> witnessed = log.witnessed().map(SignedNote::text);
    return witnessed.isPresent() && !witnessed.equals(shown) ? WAIT_FOR_WITNESSES : WAIT;
  }

  /**
   * Takes the newest checkpoint that enough witnesses have cosigned: their lines come after the
   * entries, some of them from this registry. One that is not witnessed as the charter in force
   * here demands, or is of entries that have not come yet, is left.
   */
  void follow(LogStore store)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    Optional<SignedNote> offered = origin.witnessed();
    if (offered.isEmpty() || offered.equals(log.witnessed())) {
      return;
    }
    SignedNote note = offered.get();
    Checkpoint signed = Checkpoint.open(note, log.federation().logKey());
    if (signed.size() > log.view().size()) {
      return;
    }
    requireOurs(store, note, signed);
    if (isWitnessed(store, note)) {
      log.publishWitnessed(note);
    }
  }

  private static boolean isWitnessed(LogStore store, SignedNote note) {
    try {
      store.state().directory().inForce().witnessPolicy().verify(note);
      return true;
    } catch (ProofException e) {
      Log.debugf("the origin's witnessed checkpoint is left: %s", e.getMessage());
      return false;
    }
  }

  /** Takes what the origin has beyond the store, waiting for it if there is nothing. */
  void step(LogStore store, Duration wait)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    long size = store.size();
    Feed feed =
        origin.entries(
            log.federation().epoch(), size, store.view().isPresent() ? wait : Duration.ZERO);
    SignedNote note = SignedNote.parse(feed.checkpoint().getBytes(StandardCharsets.UTF_8));
    Checkpoint signed = Checkpoint.open(note, log.federation().logKey());
    lag.behind(Math.max(0, signed.size() - size));
    if (signed.size() > size || store.view().isEmpty()) {
      take(store, entries(feed, signed.size()), note, signed);
    } else {
      compare(store, note, signed);
    }
    lag.behind(0);
  }

  private List<Bytes> entries(Feed first, long end) throws IOException {
    List<Bytes> entries = new ArrayList<>(first.entries());
    while (first.from() + entries.size() < end) {
      Feed more =
          origin.entries(log.federation().epoch(), first.from() + entries.size(), Duration.ZERO);
      if (more.entries().isEmpty()) {
        throw new IOException("the origin holds back entries that it has signed");
      }
      entries.addAll(more.entries());
    }
    return entries.subList(0, (int) (end - first.from()));
  }

  private void take(LogStore store, List<Bytes> entries, SignedNote note, Checkpoint signed)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    LogGrowth growth = store.grow(entries);
    if (!growth.root().equals(signed.root())) {
      requireContinuation(store, note);
      throw new IOException(
          "the origin sent %d entries of root %s and has signed %s"
              .formatted(growth.size(), growth.root(), signed.root()));
    }
    ForeignEntries verified = ForeignEntries.verify(store, entries, keySets);
    log.publish(store.append(verified.statements(), verified.after(), _ -> note));
  }

  /** The origin has nothing new: then what it has signed must be a past of what is here. */
  private void compare(LogStore store, SignedNote note, Checkpoint signed)
      throws IOException, ProofException, InconsistentLogException {
    requireOurs(store, note, signed);
    if (signed.size() < store.size()) {
      throw new IOException("the origin shows an older log than before");
    }
  }

  private void requireOurs(LogStore store, SignedNote note, Checkpoint signed)
      throws IOException, ProofException, InconsistentLogException {
    if (!store.rootAt(signed.size()).equals(signed.root())) {
      conflicts.withHeld(KnownLog.of(log), note);
      throw inconsistent(
          "the origin signed another root of %d entries than before".formatted(signed.size()));
    }
  }

  /** The tiles of what the origin has signed show whether it goes on from what is here. */
  private void requireContinuation(LogStore store, SignedNote note)
      throws IOException, ProofException, InconsistentLogException {
    if (store.view().isPresent()
        && conflicts.withLater(KnownLog.of(log), note, origin.tiles(log.federation().epoch()))) {
      throw inconsistent(
          "the origin signed a log that does not begin with the %d entries that are here"
              .formatted(store.size()));
    }
  }

  private InconsistentLogException inconsistent(String what) {
    return new InconsistentLogException("log " + log.federation().logName() + ": " + what);
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(LONGEST_PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
