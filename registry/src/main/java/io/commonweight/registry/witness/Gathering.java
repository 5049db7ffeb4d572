package io.commonweight.registry.witness;

import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogCondition.Halted;
import io.commonweight.registry.log.LogView;
import io.commonweight.sdk.log.NoteSignature;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Hands each new checkpoint of a log to its witnesses, and publishes it with their lines as soon as
 * enough of them have cosigned. Of the checkpoints that come while they are being asked only the
 * newest is handed on.
 */
final class Gathering implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(15);
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final FederationLog log;
  private final List<WitnessClient> witnesses;
  private final Function<LogView, WitnessRule> rules;
  private final Thread thread;
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closing;

  /**
   * Hands on the checkpoints of one log.
   *
   * @param rules whose cosignatures count for a checkpoint
   */
  Gathering(
      FederationLog log, List<WitnessClient> witnesses, Function<LogView, WitnessRule> rules) {
    this.log = log;
    this.witnesses = witnesses;
    this.rules = rules;
    this.thread =
        Thread.ofVirtual().name("witnesses-" + log.federation().name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    long asked = -1;
    try {
      while (!closing && !(log.condition() instanceof Halted)) {
        Optional<LogView> view = log.await(asked, AGAIN);
        if (view.isPresent()) {
          gather(view.get());
          asked = view.get().size();
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      // The registry stops. What is not witnessed yet will be after it has started again.
    }
  }

  /**
   * Asks all witnesses for one checkpoint, at once. Who takes long is asked again for a later one.
   */
  void gather(LogView view) throws InterruptedException {
    SignedNote known = log.note(view);
    WitnessRule rule = rules.apply(view);
    if (rule.isComplete(known)) {
      return;
    }
    var gathered = new Gathered(known, rule);
    var tasks =
        witnesses.stream()
            .map(witness -> Executors.callable(() -> ask(witness, view, gathered)))
            .toList();
    asking.invokeAll(tasks, ROUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void ask(WitnessClient witness, LogView view, Gathered gathered) {
    try {
      gathered.add(witness.cosign(log, view));
    } catch (IOException | ProofException | SQLException e) {
      Log.warnf("log %s is not cosigned: %s", log.federation().logName(), e.getMessage());
    }
  }

  /** A checkpoint with the lines that have come so far. */
  private final class Gathered {
    private final WitnessRule rule;
    private SignedNote note;

    Gathered(SignedNote bare, WitnessRule rule) {
      this.rule = rule;
      note = bare;
    }

    synchronized void add(List<NoteSignature> lines) throws SQLException, ProofException {
      List<NoteSignature> genuine = rule.genuine(note, lines);
      note = new SignedNote(note.text(), WitnessRule.concat(note.signatures(), genuine));
      if (rule.isMet(note)) {
        log.publishWitnessed(note);
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    asking.shutdownNow();
  }
}
