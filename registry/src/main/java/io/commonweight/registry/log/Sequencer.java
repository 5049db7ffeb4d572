package io.commonweight.registry.log;

import io.commonweight.federation.round.FederationState;
import io.commonweight.registry.log.LogCondition.Halted;
import io.commonweight.registry.log.LogCondition.Serving;
import io.commonweight.registry.log.LogCondition.Waiting;
import io.commonweight.registry.problem.RegistryException;
import io.commonweight.registry.problem.RegistryException.Unavailable;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.statement.SecureMessage;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives entries their index. Any number of threads hand statements in; one thread judges them in
 * order, and commits all that are waiting as one batch: one transaction, one checkpoint.
 *
 * <p>A receipt is given out only after the transaction has committed, so it is a promise. Whoever
 * got none may ask again: a statement that is logged already gets the receipt of its entry.
 */
final class Sequencer implements LogWriter, AutoCloseable {
  private static final int MAX_BATCH = 256;
  private static final int MAX_WAITING = 4096;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMillis(200);

  private final FederationLog log;
  private final CosignerKey key;
  private final Clock clock;
  private final LogMetrics metrics;
  private final Door door;
  private final SignedBlobs blobs;
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread thread;
  private volatile boolean closing;

  /**
   * A statement somebody waits for.
   *
   * @param verifiedBy the directory by which it was verified when it came in
   */
  record Pending(SignedStatement statement, Directory verifiedBy, CompletableFuture<Long> index) {}

  Sequencer(
      FederationLog log, CosignerKey key, SignedBlobs blobs, LogMetrics metrics, Clock clock) {
    this.log = log;
    this.key = key;
    this.clock = clock;
    this.metrics = metrics;
    this.door = new Door(log, clock);
    this.blobs = blobs;
    // Virtual threads are not interrupted: behind thousands that verify signatures the sequencer
    // would hardly ever have its turn.
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("sequencer-" + log.federation().name())
            .unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public String append(byte[] entry) {
    log.requireServing();
    if (queue.remainingCapacity() == 0) {
      throw full(); // before its signatures cost anything
    }
    return door.append(entry, this::append);
  }

  private String append(SignedStatement statement, Directory verifiedBy) {
    if (statement.predicate() instanceof SecureMessage message) {
      blobs.require(log.view().state(), message);
    }
    var pending = new Pending(statement, verifiedBy, new CompletableFuture<>());
    if (!queue.offer(pending)) {
      throw full();
    }
    return metrics.timed(() -> log.proof(await(pending.index())).encode());
  }

  private static long await(CompletableFuture<Long> index) {
    try {
      return index.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RegistryException refused) {
        throw refused;
      }
      throw new IllegalStateException("the sequencer failed", e);
    } catch (TimeoutException e) {
      throw undecided();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw undecided();
    }
  }

  private static Unavailable full() {
    return new Unavailable(MAX_WAITING + " statements are waiting already", RETRY);
  }

  private static Unavailable undecided() {
    return new Unavailable("whether the statement is logged is not known; send it again", RETRY);
  }

  private void run() {
    while (!closing && !(log.condition() instanceof Halted)) {
      try {
        openAndServe();
      } catch (InconsistentLogException e) {
        Log.errorf(e, "log %s is halted; nothing is signed any more", log.federation().logName());
        log.state(new Halted(String.valueOf(e.getMessage())));
        return;
      } catch (SQLException | IOException | ProofException | RuntimeException e) {
        Log.warnf(e, "log %s is opened again", log.federation().logName());
        log.state(new Waiting("the log's storage does not answer"));
      } catch (InterruptedException e) {
        return;
      } finally {
        failAllWaiting();
      }
      if (!closing) {
        rest();
      }
    }
  }

  private void rest() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  private void openAndServe()
      throws SQLException,
          IOException,
          ProofException,
          InconsistentLogException,
          InterruptedException {
    Optional<LogStore> opened = log.open(log.keySets());
    if (opened.isEmpty()) {
      log.state(new Waiting("another process sequences this log"));
      return;
    }
    try (LogStore store = opened.get()) {
      log.publish(
          store.view().isPresent() ? store.view().get() : append(store, List.of(), store.state()));
      log.state(new Serving());
      serve(store);
    }
  }

  private void serve(LogStore store)
      throws SQLException,
          IOException,
          ProofException,
          InconsistentLogException,
          InterruptedException {
    while (!closing && !(log.condition() instanceof Halted)) {
      Pending first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        List<Pending> waiting = new ArrayList<>(List.of(first));
        queue.drainTo(waiting, MAX_BATCH - 1);
        commit(store, waiting);
      } else if (!store.isAlive()) {
        throw new SQLException("the connection that holds the log's lock is gone");
      }
    }
  }

  private void commit(LogStore store, List<Pending> waiting)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    var batch = new Batch(store.state(), log.keySets());
    boolean committed = false;
    try {
      batch.judge(waiting, store.find(Batch.keys(waiting)));
      if (!batch.admitted().isEmpty()) {
        log.publish(append(store, batch.admitted(), batch.state()));
      }
      batch.complete();
      committed = true;
    } finally {
      if (!committed) {
        batch.fail(waiting, undecided());
      }
    }
  }

  private LogView append(LogStore store, List<SignedStatement> statements, FederationState next)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    return store.append(statements, next, checkpoint -> checkpoint.sign(key, clock.instant()));
  }

  private void failAllWaiting() {
    List<Pending> waiting = new ArrayList<>();
    queue.drainTo(waiting);
    waiting.forEach(pending -> pending.index().completeExceptionally(undecided()));
  }

  /** Finishes the batch in hand and gives up the log. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
