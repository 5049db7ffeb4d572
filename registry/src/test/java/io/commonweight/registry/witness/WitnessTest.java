package io.commonweight.registry.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.TestFederation;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogCondition.Halted;
import io.commonweight.registry.log.TestLogs;
import io.commonweight.registry.witness.Verdict.Cosigned;
import io.commonweight.registry.witness.Verdict.Malformed;
import io.commonweight.registry.witness.Verdict.NotConsistent;
import io.commonweight.registry.witness.Verdict.NotHeld;
import io.commonweight.registry.witness.Verdict.NotSigned;
import io.commonweight.registry.witness.Verdict.OtherSize;
import io.commonweight.registry.witness.Verdict.UnknownLog;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.FileBlobStore;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ConsistencyProof;
import io.commonweight.sdk.log.NoteKey;
import io.commonweight.sdk.log.NoteSignature;
import io.commonweight.sdk.log.SignedNote;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test for each clause of C2SP tlog-witness v1.0.0, in its order. */
class WitnessTest {
  private static final ConsistencyProof EMPTY = new ConsistencyProof(List.of());

  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("witnessed");
  private WitnessTable table;
  private EvidenceFiles evidence;
  private Witness witness;
  private GrowingLog log;

  @BeforeEach
  void start() throws Exception {
    table = new WitnessTable(TestLogs.sequenced(federation, folder.resolve("database")).database());
    evidence = new EvidenceFiles(new FileBlobStore(folder.resolve("evidence")));
    witness = witness(Optional.empty());
    log = GrowingLog.of(federation, "a", "b", "c", "d", "e", "f", "g");
  }

  private Witness witness(Optional<FederationLog> held) {
    return witness(federation.logKey().verifyingKey().logKeys(), held);
  }

  private Witness witness(List<NoteKey> keys, Optional<FederationLog> held) {
    var known = new KnownLog(federation.logKey().name(), keys, held);
    return new Witness(
        new KnownLogs(List.of(known)),
        table,
        new Conflicts(evidence),
        checkpoint -> TestCosigner.cosign(1, checkpoint),
        Duration.ofMillis(50));
  }

  private long lastSize() throws Exception {
    return table.find(federation.logKey().name()).map(WitnessTable.Last::size).orElse(-1L);
  }

  @Test
  void logsThatAreNotKnownAreRefused() throws Exception {
    var other = GrowingLog.of(new TestFederation("other"), "a");

    assertThat(witness.add(other.growth(0, 1))).isEqualTo(new UnknownLog("registry.example/other"));
  }

  @Test
  void checkpointThatTheLogHasNotSignedIsRefused() throws Exception {
    Checkpoint checkpoint = log.checkpoint(3);
    var stranger = new TestFederation("other");
    SignedNote forged = SignedNote.sign(checkpoint.text(), "other", stranger.logKey().ed25519());

    assertThat(witness.add(AddCheckpoint.of(0, EMPTY, forged))).isInstanceOf(NotSigned.class);
  }

  @Test
  void wrongSignatureOfTheLogIsRefused() throws Exception {
    NoteSignature ofThree = log.note(3).signatures().getFirst();
    var forged = new SignedNote(log.checkpoint(4).text(), List.of(ofThree));

    assertThat(witness.add(AddCheckpoint.of(0, EMPTY, forged))).isInstanceOf(NotSigned.class);
  }

  @Test
  void oldSizeAboveTheNewOneIsMalformed() throws Exception {
    assertThat(witness.add(AddCheckpoint.of(4, EMPTY, log.note(3)))).isInstanceOf(Malformed.class);
  }

  @Test
  void oldSizeMustBeTheOneThatWasCosigned() throws Exception {
    assertThat(witness.add(log.growth(2, 3))).isEqualTo(new OtherSize(0));
    assertThat(witness.add(log.growth(0, 3))).isInstanceOf(Cosigned.class);
    assertThat(witness.add(log.growth(2, 5))).isEqualTo(new OtherSize(3));
    assertThat(witness.add(log.growth(0, 5))).isEqualTo(new OtherSize(3));
    assertThat(witness.add(log.growth(3, 5))).isInstanceOf(Cosigned.class);
    assertThat(lastSize()).isEqualTo(5);
  }

  @Test
  void emptyLogHasTheEmptyRoot() throws Exception {
    var claim = new Checkpoint(federation.logKey().name(), 1, log.checkpoint(1).root());
    SignedNote empty =
        SignedNote.sign(
            claim.text().replace("\n1\n", "\n0\n"), claim.origin(), federation.logKey().ed25519());
    Witness ofOneKey =
        witness(List.of(federation.logKey().verifyingKey().logKeys().getFirst()), Optional.empty());

    assertThat(ofOneKey.add(AddCheckpoint.of(0, EMPTY, empty))).isInstanceOf(NotConsistent.class);
    assertThat(witness.add(log.growth(0, 0))).isInstanceOf(Cosigned.class);
    assertThat(lastSize()).isZero();
    assertThat(witness.add(log.growth(0, 2))).isInstanceOf(Cosigned.class);
  }

  @Test
  void firstContactNeedsAnEmptyProof() throws Exception {
    assertThat(witness.add(AddCheckpoint.of(0, log.proof(2, 3), log.note(3))))
        .isInstanceOf(NotConsistent.class);
    assertThat(lastSize()).isEqualTo(-1);
  }

  @Test
  void equalSizesNeedEqualRootsAndAnotherRootIsEvidence() throws Exception {
    witness.add(log.growth(0, 3));
    GrowingLog fork = GrowingLog.of(federation, "a", "b", "x");

    assertThat(witness.add(AddCheckpoint.of(3, EMPTY, fork.note(3))))
        .isInstanceOf(NotConsistent.class);
    assertThat(witness.add(log.growth(3, 3))).isInstanceOf(Cosigned.class);

    assertThat(evidence.list()).hasSize(1);
    String file =
        new String(evidence.read(evidence.list().getFirst()).orElseThrow(), StandardCharsets.UTF_8);
    assertThat(file)
        .isEqualTo(
            "commonweight.dev/equivocation@v1\n\n"
                + log.note(3).encode()
                + "\n"
                + fork.note(3).encode());
  }

  @Test
  void forkIsEvidenceWhateverElseIsWrongWithTheRequest() throws Exception {
    witness.add(log.growth(0, 3));
    GrowingLog fork = GrowingLog.of(federation, "a", "b", "x");

    assertThat(witness.add(fork.growth(0, 3))).isEqualTo(new OtherSize(3));

    assertThat(evidence.list()).hasSize(1);
  }

  @Test
  void forkCannotContinueTheLog() throws Exception {
    witness.add(log.growth(0, 3));
    GrowingLog fork = GrowingLog.of(federation, "a", "b", "x", "d", "e");

    assertThat(witness.add(fork.growth(3, 5))).isInstanceOf(NotConsistent.class);
    assertThat(witness.add(AddCheckpoint.of(3, EMPTY, log.note(5))))
        .isInstanceOf(NotConsistent.class);
    assertThat(witness.add(AddCheckpoint.of(3, log.proof(2, 5), log.note(5))))
        .isInstanceOf(NotConsistent.class);
    assertThat(lastSize()).isEqualTo(3);
  }

  @Test
  void cosignedNoteIsKeptWithTheLinesOfTheLogAndTheWitnessAlone() throws Exception {
    List<NoteSignature> lines = new ArrayList<>();
    lines.addAll(
        SignedNote.sign(
                log.note(3).text(), "stranger", new TestFederation("other").logKey().ed25519())
            .signatures());
    lines.addAll(log.note(3).signatures());

    Verdict verdict =
        witness.add(AddCheckpoint.of(0, EMPTY, new SignedNote(log.note(3).text(), lines)));

    assertThat(verdict).isInstanceOf(Cosigned.class);
    SignedNote kept = table.find(federation.logKey().name()).orElseThrow().note();
    assertThat(kept).isEqualTo(log.note(3).with(((Cosigned) verdict).lines()));
    assertThat(kept.verify(TestCosigner.key(1).verifyingKey().witnessKeys())).hasSize(2);
  }

  @Test
  void logThatSignsWithOneOfItsTwoKeysHasNotSigned() throws Exception {
    var half = new SignedNote(log.note(3).text(), log.note(3).signatures().subList(0, 1));

    assertThat(witness.add(AddCheckpoint.of(0, EMPTY, half))).isInstanceOf(NotSigned.class);
  }

  @Test
  void racingRequestsNeverRollTheLogBack() throws Exception {
    witness.add(log.growth(0, 1));
    List<Callable<Verdict>> racers = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      long to = 2L + i % 6;
      racers.add(() -> witness.add(log.growth(1, to)));
    }
    List<Verdict> verdicts = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var verdict : threads.invokeAll(racers)) {
        verdicts.add(verdict.get());
      }
    }

    // All start from size 1: exactly one of them may pass, and it decides the size.
    assertThat(verdicts.stream().filter(Cosigned.class::isInstance)).hasSize(1);
    assertThat(verdicts.stream().filter(OtherSize.class::isInstance))
        .hasSize(23)
        .allMatch(new OtherSize(lastSize())::equals);
  }

  @Test
  void memoryOutlivesTheProcess() throws Exception {
    witness.add(log.growth(0, 3));

    assertThat(witness(Optional.empty()).add(log.growth(0, 5))).isEqualTo(new OtherSize(3));
  }

  @Test
  void heldLogIsCosignedOnlyAsFarAsItIsHeld() throws Exception {
    TestLogs logs = TestLogs.sequenced(federation, folder.resolve("held"));
    FederationLog held = logs.log();
    Witness holding = witness(Optional.of(held));
    try (TestLogs.Running writer = logs.start(held)) {
      writer.append(federation.charterBy(1));
      SignedNote one = held.view().note();
      writer.append(federation.charterBy(2));
      SignedNote two = held.view().note();

      assertThat(holding.add(AddCheckpoint.of(0, EMPTY, one))).isInstanceOf(Cosigned.class);
      assertThat(holding.add(AddCheckpoint.of(1, held.treeAt(held.view(), 2).consistency(1), two)))
          .isInstanceOf(Cosigned.class);
      // A true continuation elsewhere, which is not here.
      GrowingLog ahead =
          GrowingLog.of(
              federation,
              new String(federation.charterBy(1).encode(), StandardCharsets.UTF_8),
              new String(federation.charterBy(2).encode(), StandardCharsets.UTF_8),
              new String(federation.charterBy(3).encode(), StandardCharsets.UTF_8));
      assertThat(holding.add(ahead.growth(2, 3))).isInstanceOf(NotHeld.class);
      writer.append(federation.charterBy(3));
      assertThat(holding.add(ahead.growth(2, 3))).isInstanceOf(Cosigned.class);
    }
  }

  @Test
  void forkOfAHeldLogHaltsItAndIsEvidence() throws Exception {
    TestLogs logs = TestLogs.sequenced(federation, folder.resolve("held"));
    FederationLog held = logs.log();
    try (TestLogs.Running writer = logs.start(held)) {
      writer.append(federation.charterBy(1));
      writer.append(federation.charterBy(2));
    }
    GrowingLog fork = GrowingLog.of(federation, "another beginning");

    assertThat(witness(Optional.of(held)).add(fork.growth(0, 1))).isInstanceOf(NotConsistent.class);

    assertThat(held.condition()).isInstanceOf(Halted.class);
    assertThat(witness(Optional.of(held)).add(AddCheckpoint.of(0, EMPTY, held.view().note())))
        .isInstanceOf(NotHeld.class);
    Sha256 digest = evidence.list().getFirst();
    assertThat(new String(evidence.read(digest).orElseThrow(), StandardCharsets.UTF_8))
        .startsWith("commonweight.dev/inconsistency@v1\nroot ")
        .endsWith(fork.note(1).encode() + "\n" + held.view().note().encode());
  }
}
