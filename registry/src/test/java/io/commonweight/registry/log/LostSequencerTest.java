package io.commonweight.registry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.registry.TestFederation;
import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.problem.RegistryException;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Cut;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.statement.Update;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry that sequenced a log is gone, with its keys, in the middle of a round: another one
 * goes on from what it has stored of the log.
 */
class LostSequencerTest {
  private static final CosignerKey NEW_KEY =
      FederationFixture.cosigner("registry-b.example/lost", "log of epoch 2");

  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("lost");
  private TestLogs stored;
  private Envelope witnessedUpdate;
  private Envelope lostUpdate;
  private Checkpoint last;

  @BeforeEach
  void loseTheSequencerInTheMiddleOfARound() throws Exception {
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

  @Test
  void roundIsCompletedInTheNextLogAndBothLogsVerifyFromScratch() throws Exception {
    TestLogs moved = moved(last.size());
    FederationLog log = moved.log();
    try (TestLogs.Running writer = moved.start(log)) {
      assertThat(log.ratified().federation().epoch()).isEqualTo(1);
      assertThatThrownBy(() -> writer.append(lostUpdate))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("waits for a charter of epoch 2");
      sayAll(writer, next(last.size()).charter(), "root");
      assertThat(log.ratified()).isSameAs(log);
      assertThat(log.view().state().updates()).hasSize(1);

      LogProof receipt = LogProof.parse(writer.append(lostUpdate).getBytes(StandardCharsets.UTF_8));
      receipt.verify(lostUpdate.encode(), NEW_KEY.verifyingKey());
      finishRound(writer, log);
    }

    FederationState state = log.view().state();
    assertThat(state.updates()).hasSize(2);
    assertThat(state.releases()).hasSize(2);
    assertThat(fromScratch(log).state()).isEqualTo(state);
    FederationLog restarted = moved.log();
    restarted.open(restarted.keySets()).orElseThrow().close();
    assertThat(restarted.before().orElseThrow().view().size()).isEqualTo(last.size());
    try (TestLogs.Running _ = moved.start(restarted)) {
      assertThat(restarted.view()).isEqualTo(log.view());
    }
  }

  @Test
  void entriesAreFoundByTheirPlaceInWhicheverLogTheyAre() throws Exception {
    TestLogs moved = moved(last.size());
    FederationLog log = moved.log();
    try (TestLogs.Running writer = moved.start(log)) {
      sayAll(writer, next(last.size()).charter(), "root");
      writer.append(lostUpdate);
    }

    LogView view = log.view();
    long first = last.size();
    assertThat(log.entryAt(view, first - 1)).isEqualTo(Bytes.of(witnessedUpdate.encode()));
    assertThat(log.entryAt(view, first))
        .isEqualTo(Bytes.of(log.before().get().view().note().bytes()));
    assertThat(log.entryAt(view, first + 4)).isEqualTo(Bytes.of(lostUpdate.encode()));
  }

  @Test
  void logIsNotGoneOnWithFromWhatWasNotWitnessed() throws Exception {
    FederationLog log = moved(last.size() + 1).log();

    assertThatThrownBy(() -> log.open(log.keySets()))
        .isInstanceOf(InconsistentLogException.class)
        .hasMessageContaining("entries");
    assertThat(log.viewIfAny()).isEmpty();
  }

  private void finishRound(TestLogs.Running writer, FederationLog log) {
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

  private static VerifiedLog verified(VerifiedLog before, FederationLog log) throws Exception {
    VerifiedLog verified = before;
    LogView view = log.view();
    long from = verified.epoch() == log.federation().epoch() ? verified.size() : 0;
    var feed =
        new Feed(
            log.federation().epoch(),
            2,
            from,
            log.entries(view, from, 1000),
            log.note(view).encode());
    return verified.extend(feed, log.keySets());
  }

  private VerifiedLog fromScratch(FederationLog log) throws Exception {
    VerifiedLog old =
        verified(VerifiedLog.founding(federation.founding()), log.before().orElseThrow());
    assertThat(old.isConfirmed()).isTrue();
    return verified(old, log);
  }

  private TestLogs moved(long cut) throws Exception {
    return stored.as(
        new Federation(
            federation.name(),
            federation.founding(),
            Optional.of(next(cut)),
            new Federation.Here(NEW_KEY)));
  }

  private Founding next(long cut) throws Exception {
    Charter charter = federation.founding().charter();
    List<VerifyingKey> keys = new ArrayList<>();
    Charter.KeyPair log = FederationFixture.pair("log of epoch 2", keys);
    for (int i = 1; i <= TestFederation.ORGANIZATIONS; i++) {
      FederationFixture.member(i, keys);
    }
    KeySet set = KeySet.of(keys);
    var next =
        new Charter(
            charter.federation(),
            2,
            Optional.of(federation.founding().charterDigest()),
            charter.expires(),
            new Charter.LogIdentity(
                NEW_KEY.name(), 2, "org-2", log, Optional.of(new Cut(cut, last.root()))),
            set.digest(),
            charter.members(),
            charter.quorum(),
            charter.witnesses(),
            charter.policy(),
            charter.profile(),
            charter.privacy(),
            charter.gate(),
            charter.aggregation(),
            charter.rounds());
    return Founding.of(new Statement(next).encode(), set.encode());
  }

  private Envelope update(Round round, int node) {
    Update update =
        federation.update(round, node, FederationFixture.salt(), Bytes.utf8("u" + node));
    return TestFederation.sign(update, federation.key("node", node));
  }

  private void sayAll(TestLogs.Running writer, Predicate predicate, String role) {
    for (int i = 1; i <= TestFederation.AGGREGATING; i++) {
      writer.append(TestFederation.sign(predicate, federation.key(role, i)));
    }
  }

  private static SignedNote cosigned(LogView view) {
    SignedNote note = view.note();
    for (int i = 2; i <= TestFederation.ORGANIZATIONS; i++) {
      note =
          note.with(
              view.checkpoint()
                  .cosign(FederationFixture.witnessKey(i), Instant.ofEpochSecond(1_800_000_000)));
    }
    return note;
  }
}
