package io.commonweight.registry.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.registry.TestFederation;
import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.log.Door;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.InconsistentLogException;
import io.commonweight.registry.log.LogStore;
import io.commonweight.registry.log.LogView;
import io.commonweight.registry.log.TestLogs;
import io.commonweight.registry.origin.Origin;
import io.commonweight.registry.problem.RegistryException.BadSignature;
import io.commonweight.registry.problem.RegistryException.OriginUnreachable;
import io.commonweight.registry.witness.Conflicts;
import io.commonweight.registry.witness.EvidenceFiles;
import io.commonweight.sdk.blob.FileBlobStore;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.log.Equivocation;
import io.commonweight.sdk.log.Inconsistency;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.NoteSignature;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerTest {
  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("followed");
  private TestLogs originals;
  private FederationLog original;
  private TestLogs.Running writer;
  private FeedServer server;
  private TestLogs copies;
  private FederationLog copy;
  private Origin origin;
  private EvidenceFiles evidence;
  private Follower follower;

  @BeforeEach
  void startOriginWithThreeEntries() throws Exception {
    originals = TestLogs.sequenced(federation, folder.resolve("origin"));
    original = originals.log();
    writer = originals.start(original);
    for (int i = 1; i <= 3; i++) {
      writer.append(federation.charterBy(i));
    }
    server = new FeedServer(original, writer.writer());
    var mirrored =
        new Federation(
            federation.name(), federation.founding(), new Federation.Elsewhere(server.url()));
    copies = new TestLogs(mirrored, folder.resolve("mirror"));
    copy = copies.log();
    var client = new RegistryClient(server.url());
    var session =
        client.session(federation.name(), federation.key("registry", 2), Clock.systemUTC());
    origin = new Origin(federation.name(), client, session);
    evidence = new EvidenceFiles(new FileBlobStore(folder.resolve("evidence")));
    follower = follower(copy);
  }

  private Follower follower(FederationLog mirror) {
    return new Follower(
        mirror,
        new OriginKeySets(mirror.keySets(), copies.keySets(), origin),
        origin,
        new Conflicts(evidence),
        _ -> {});
  }

  private static LogStore open(FederationLog log) throws Exception {
    return log.open(log.keySets()).orElseThrow();
  }

  private OriginForwarder forwarder() throws Exception {
    try (LogStore store = open(copy)) {
      follower.step(store, Duration.ZERO);
    }
    return new OriginForwarder(new Door(copy, Clock.systemUTC()), origin);
  }

  @AfterEach
  void stop() {
    server.close();
    writer.close();
  }

  @Test
  void mirrorHasTheOriginsEntriesAndItsNoteVerbatim() throws Exception {
    try (LogStore store = open(copy)) {
      follower.step(store, Duration.ZERO);
    }

    LogView view = original.view();
    assertThat(copy.view()).isEqualTo(view);
    assertThat(copy.entries(view, 0, 10)).isEqualTo(original.entries(view, 0, 10));
    assertThat(copy.proof(1)).isEqualTo(original.proof(1));
  }

  @Test
  void cosignaturesThatComeAfterTheEntriesAreTakenAndKept() throws Exception {
    SignedNote witnessed = cosigned(original, 2, 3, 4);
    try (LogStore store = open(copy)) {
      follower.step(store, Duration.ZERO);
      follower.follow(store);
      assertThat(copy.witnessed()).isEmpty();
      original.publishWitnessed(witnessed);

      follower.follow(store);
    }

    assertThat(copy.note(copy.view())).isEqualTo(witnessed);
    assertThat(copy.proof(0)).isEqualTo(original.proof(0));
    FederationLog restarted = copies.log();
    open(restarted).close();
    assertThat(restarted.witnessed()).contains(witnessed);
  }

  @Test
  void fewerWitnessesThanTheCharterDemandsAreLeft() throws Exception {
    original.publishWitnessed(cosigned(original, 2, 3));
    try (LogStore store = open(copy)) {
      follower.step(store, Duration.ZERO);

      follower.follow(store);
    }

    assertThat(copy.witnessed()).isEmpty();
    assertThat(copy.proof(0))
        .isEqualTo(new LogProof(copy.proof(0).inclusion(), original.view().note()));
  }

  @Test
  void witnessedCheckpointOfAnotherHistoryIsAFork() throws Exception {
    try (LogStore store = open(copy);
        Fork fork = new Fork(2, 1)) {
      follower.step(store, Duration.ZERO);
      fork.log.publishWitnessed(cosigned(fork.log, 2, 3, 4));
      server.serve(fork.log, fork.writer.writer());

      assertThatThrownBy(() -> follower.follow(store))
          .isInstanceOf(InconsistentLogException.class)
          .hasMessageContaining("another root of 2 entries");
      assertThat(store.isForked()).isTrue();
      assertThatEvidenceConvicts(fork.log);
      // Three organizations' witnesses have vouched for it, and are in the evidence.
      Inconsistency found =
          Inconsistency.parse(evidence.read(evidence.list().getFirst()).orElseThrow());
      assertThat(found.earlier()).isEqualTo(fork.log.witnessed().orElseThrow());
    }
  }

  private static SignedNote cosigned(FederationLog log, int... witnesses) {
    LogView view = log.view();
    List<NoteSignature> lines = new ArrayList<>();
    for (int i : witnesses) {
      lines.addAll(
          view.checkpoint()
              .cosign(FederationFixture.witnessKey(i), Instant.ofEpochSecond(1_800_000_000)));
    }
    return view.note().with(lines);
  }

  @Test
  void restartedMirrorGoesOnWhereItWas() throws Exception {
    try (LogStore store = open(copy)) {
      follower.step(store, Duration.ZERO);
    }
    writer.append(TestFederation.sign(federation.release0(), federation.key("root", 1)));

    FederationLog restarted = copies.log();
    try (LogStore store = open(restarted)) {
      follower(restarted).step(store, Duration.ZERO);
    }

    assertThat(restarted.view()).isEqualTo(original.view());
    assertThat(restarted.view().size()).isEqualTo(4);
  }

  @Test
  void anotherRootOfTheSameSizeIsAForkAndBothNotesAreKept() throws Exception {
    try (LogStore store = open(copy);
        Fork fork = new Fork(3, 2, 1)) {
      follower.step(store, Duration.ZERO);
      server.serve(fork.log, fork.writer.writer());

      assertThatThrownBy(() -> follower.step(store, Duration.ZERO))
          .isInstanceOf(InconsistentLogException.class)
          .hasMessageContaining("another root");
      assertThat(store.isForked()).isTrue();
      assertThatEvidenceConvicts(fork.log);
    }
  }

  @Test
  void mirrorOfAForkStaysHaltedAfterARestart() throws Exception {
    try (LogStore store = open(copy);
        Fork fork = new Fork(3, 2, 1)) {
      follower.step(store, Duration.ZERO);
      server.serve(fork.log, fork.writer.writer());
      assertThatThrownBy(() -> follower.step(store, Duration.ZERO))
          .isInstanceOf(InconsistentLogException.class);
    }

    assertThatThrownBy(() -> open(copies.log()))
        .isInstanceOf(InconsistentLogException.class)
        .hasMessageContaining("was forked");
  }

  @Test
  void olderCheckpointOfTheSameLogIsNoFork() throws Exception {
    try (LogStore store = open(copy)) {
      follower.step(store, Duration.ZERO);
    }
    FederationLog restarted = copies.log();
    try (LogStore store = open(restarted);
        Fork past = new Fork(1, 2)) {
      server.serve(past.log, past.writer.writer());

      assertThatThrownBy(() -> follower(restarted).step(store, Duration.ZERO))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("older log");
      assertThat(store.isForked()).isFalse();
      assertThat(evidence.list()).isEmpty();
    }
  }

  @Test
  void olderCheckpointOfAnotherLogIsAFork() throws Exception {
    try (LogStore store = open(copy);
        Fork fork = new Fork(2, 1)) {
      follower.step(store, Duration.ZERO);
      server.serve(fork.log, fork.writer.writer());

      assertThatThrownBy(() -> follower.step(store, Duration.ZERO))
          .isInstanceOf(InconsistentLogException.class)
          .hasMessageContaining("another root of 2 entries");
      assertThat(store.isForked()).isTrue();
      assertThatEvidenceConvicts(fork.log);
    }
  }

  @Test
  void growthThatDoesNotContinueTheLogIsAFork() throws Exception {
    try (LogStore store = open(copy);
        Fork fork = new Fork(3, 2, 1)) {
      follower.step(store, Duration.ZERO);
      fork.writer.append(TestFederation.sign(federation.release0(), federation.key("root", 2)));
      server.serve(fork.log, fork.writer.writer());

      assertThatThrownBy(() -> follower.step(store, Duration.ZERO))
          .isInstanceOf(InconsistentLogException.class);
      assertThat(store.isForked()).isTrue();
      assertThatEvidenceConvicts(fork.log);
      assertThat(copy.view()).isEqualTo(original.view());
    }
  }

  @Test
  void otherEntriesThanTheOriginHasSignedProveNothing() throws Exception {
    try (LogStore store = open(copy)) {
      server.spoilEntries();
      assertThatThrownBy(() -> follower.step(store, Duration.ZERO))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the origin sent 3 entries of root");
    }
    try (LogStore store = open(copy)) {
      assertThat(store.view()).isEmpty();
    }
  }

  @Test
  void spoiledGrowthProvesNothingAndIsAskedForAgain() throws Exception {
    try (LogStore store = open(copy)) {
      follower.step(store, Duration.ZERO);
      writer.append(TestFederation.sign(federation.release0(), federation.key("root", 1)));
      server.spoilEntries();

      assertThatThrownBy(() -> follower.step(store, Duration.ZERO))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the origin sent 4 entries of root");
      assertThat(store.isForked()).isFalse();
      assertThat(evidence.list()).isEmpty();
    }
  }

  /** What is kept holds both notes, and verifies under nothing but the log's keys. */
  private void assertThatEvidenceConvicts(FederationLog fork) throws Exception {
    byte[] file = evidence.read(evidence.list().getFirst()).orElseThrow();
    assertThat(new String(file, StandardCharsets.UTF_8))
        .contains(original.view().note().encode())
        .contains(fork.view().note().encode());
    if (fork.view().size() == original.view().size()) {
      assertThat(Equivocation.parse(file).verify(federation.noteKey())).isEqualTo(3);
    } else {
      Inconsistency.parse(file).verify(federation.noteKey());
    }
  }

  @Test
  void writesAreForwardedAndTheReceiptComesBackUnchanged() throws Exception {
    OriginForwarder forwarder = forwarder();
    Envelope entry = TestFederation.sign(federation.release0(), federation.key("root", 1));

    String receipt = forwarder.append(entry.encode());

    assertThat(receipt).isEqualTo(original.proof(3).encode());
  }

  @Test
  void forgeryIsRefusedByTheMirrorItself() throws Exception {
    Envelope entry = TestFederation.sign(federation.release0(), federation.key("root", 1));
    var forged =
        new Envelope(entry.payloadType(), entry.payload(), federation.charterBy(1).signatures());
    OriginForwarder forwarder = forwarder();

    assertThatThrownBy(() -> forwarder.append(forged.encode())).isInstanceOf(BadSignature.class);
  }

  @Test
  void nothingIsAcknowledgedWhileTheOriginIsAway() throws Exception {
    OriginForwarder forwarder = forwarder();
    server.close();

    assertThatThrownBy(() -> forwarder.append(federation.charterBy(1).encode()))
        .isInstanceOf(OriginUnreachable.class);
    try (LogStore store = open(copy)) {
      assertThatThrownBy(() -> follower.step(store, Duration.ZERO)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void keysOfANewCharterAreFetchedByTheirDigestAndKept() throws Exception {
    HybridKey newcomer = FederationFixture.key("newcomer");
    KeySet keys = federation.keysWith(newcomer);
    Charter next = federation.nextCharter(keys.digest());
    originals.keySets().put(keys);
    writer.append(TestFederation.sign(next, federation.key("root", 1)));

    try (LogStore store = open(copy)) {
      assertThatThrownBy(() -> follower.step(store, Duration.ZERO))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the keys of entry 3 are lacking");
      server.serve(keys);
      follower.step(store, Duration.ZERO);
    }

    assertThat(copy.view().checkpoint()).isEqualTo(original.view().checkpoint());
    assertThat(copies.keySets().of(copy.federation()).find(keys.digest())).isPresent();
  }

  /** Another history under the same key: the charter's signatures in another order. */
  private final class Fork implements AutoCloseable {
    private final FederationLog log;
    private final TestLogs.Running writer;

    Fork(int... order) throws Exception {
      TestLogs logs = TestLogs.sequenced(federation, folder.resolve("fork"));
      log = logs.log();
      writer = logs.start(log);
      for (int i : order) {
        writer.append(federation.charterBy(i));
      }
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
