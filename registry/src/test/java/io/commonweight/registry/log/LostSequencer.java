package io.commonweight.registry.log;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.MovedCharter;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.registry.TestFederation;
import io.commonweight.registry.federation.Federation;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter.Cut;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Update;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A federation whose sequencer is lost in the middle of a round, and what another registry has of
 * its log: one update is witnessed, one was receipted and is not.
 */
public final class LostSequencer {
  /** When witnesses sign. */
  public static final Instant WITNESSED = Instant.ofEpochSecond(1_800_000_000);

  private final TestFederation federation = new TestFederation("lost");
  private final TestLogs stored;
  private final Envelope witnessedUpdate;
  private final Envelope lostUpdate;
  private final Checkpoint last;

  /** Opens a round, and loses the sequencer. */
  public LostSequencer(Path folder) throws Exception {
    stored = TestLogs.sequenced(federation, folder);
    FederationLog log = stored.log();
    try (TestLogs.Running writer = stored.start(log)) {
      federation.foundingEntries().forEach(writer::append);
      sayAll(writer, federation.release0(), "root");
      sayAll(writer, Derivation.nextRound(log.view().state()), "aggregator");
      Round round = log.view().state().openRound().orElseThrow();
      witnessedUpdate = update(round, 1);
      writer.append(witnessedUpdate);
      last = log.view().checkpoint();
      log.publishWitnessed(cosigned(log.view()));
      lostUpdate = update(round, 2);
      writer.append(lostUpdate);
    }
  }

  /** Whose sequencer it was. */
  public TestFederation federation() {
    return federation;
  }

  /** The update that was witnessed. */
  public Envelope witnessedUpdate() {
    return witnessedUpdate;
  }

  /** The update that only the sequencer had. */
  public Envelope lostUpdate() {
    return lostUpdate;
  }

  /** What was witnessed last. */
  public Checkpoint last() {
    return last;
  }

  /** The keys of a log, named by its number. */
  public static CosignerKey logKey(int epoch) {
    return MovedCharter.logKey("registry-%d.example/lost".formatted(epoch), epoch);
  }

  /** What is stored, as the registry sees it that sequences the log that charters have led to. */
  public TestLogs sequencedAfter(List<Founding> moves) {
    return stored.as(
        new Federation(
            federation.name(),
            federation.founding(),
            moves,
            new Federation.Here(logKey(moves.size() + 1))));
  }

  /** The charter that moves the federation to its second log, after so many entries. */
  public Founding second(long cut) {
    return next(federation.founding(), new Cut(cut, last.root()));
  }

  /** A charter that moves the federation; another organization sequences each log. */
  public Founding next(Founding before, Cut cut) {
    return MovedCharter.after(before, logKey(before.charter().log().epoch() + 1).name(), cut);
  }

  private Envelope update(Round round, int node) {
    Update update =
        federation.update(round, node, FederationFixture.salt(), Bytes.utf8("u" + node));
    return TestFederation.sign(update, federation.key("node", node));
  }

  /** Every organization that aggregates says the same with its key of a role. */
  public void sayAll(TestLogs.Running writer, Predicate predicate, String role) {
    for (int i = 1; i <= TestFederation.AGGREGATING; i++) {
      writer.append(TestFederation.sign(predicate, federation.key(role, i)));
    }
  }

  /** Closes the round, states its aggregate and signs its release. */
  public void finishRound(TestLogs.Running writer, FederationLog log) {
    sayAll(writer, new RoundClose(log.view().state().openRound().orElseThrow().id()), "aggregator");
    FederationState state = log.view().state();
    Round round = state.rounds().getLast();
    InputSet inputs = InputSet.of(state, round);
    var aggregate =
        new Aggregate(
            round.id(),
            round.cutoff().orElseThrow(),
            inputs.digest(),
            state.charter().aggregation().specId(),
            inputs.rejected(),
            round.open().base(),
            List.of(),
            Instant.now().getEpochSecond(),
            round.id());
    sayAll(writer, aggregate, "aggregator");
    FederationState releasing = log.view().state();
    LoggedRelease base = releasing.latestRelease().orElseThrow();
    Release.Standing standing = ((Phase.Releasing) releasing.phase()).standing();
    sayAll(
        writer,
        Derivation.nextRelease(
            releasing,
            round,
            aggregate.result(),
            standing,
            base.release().file(Release.CARD).orElseThrow()),
        "release");
  }

  /** A view with the lines of all witnesses but the sequencer's own. */
  public static SignedNote cosigned(LogView view) {
    SignedNote note = view.note();
    for (int i = 1; i <= TestFederation.ORGANIZATIONS; i++) {
      if (i != view.state().epoch().number()) {
        note = note.with(view.checkpoint().cosign(FederationFixture.witnessKey(i), WITNESSED));
      }
    }
    return note;
  }
}
