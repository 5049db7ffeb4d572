package io.commonweight.registry.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.TestFederation;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogCondition.Halted;
import io.commonweight.registry.log.LogCondition.Serving;
import io.commonweight.registry.log.TestLogs;
import io.commonweight.sdk.blob.FileBlobStore;
import io.commonweight.sdk.log.Equivocation;
import io.commonweight.sdk.log.Inconsistency;
import io.commonweight.sdk.log.TilePath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GossipTest {
  private static final String LOG = "/v1/federations/gossiping/epochs/1/log/";

  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("gossiping");
  private FederationLog held;
  private EvidenceFiles evidence;
  private PeerServer peer;
  private KnownLog known;
  private Gossip gossip;

  @BeforeEach
  void holdTwoEntries() throws Exception {
    TestLogs logs = TestLogs.sequenced(federation, folder.resolve("log"));
    held = logs.log();
    try (TestLogs.Running writer = logs.start(held)) {
      writer.append(federation.charterBy(1));
      writer.append(federation.charterBy(2));
    }
    evidence = new EvidenceFiles(new FileBlobStore(folder.resolve("evidence")));
    peer = new PeerServer(_ -> new BoundedHttp.Answer(405, ""));
    known =
        new KnownLog(
            federation.logKey().name(),
            federation.logKey().verifyingKey().logKeys(),
            Optional.of(held));
    gossip =
        new Gossip(
            known, List.of(new Peer(peer.url(), new BoundedHttp())), new Conflicts(evidence));
  }

  @AfterEach
  void stop() {
    peer.close();
  }

  private static String text(byte[] entry) {
    return new String(entry, StandardCharsets.UTF_8);
  }

  /** The entries that are held here, and more. */
  private GrowingLog sameWith(String... more) throws Exception {
    var log =
        GrowingLog.of(
            federation,
            text(federation.charterBy(1).encode()),
            text(federation.charterBy(2).encode()));
    for (String entry : more) {
      log.add(entry);
    }
    return log;
  }

  private void serve(GrowingLog log, long size) throws Exception {
    peer.serve(LOG + "checkpoint", log.note(size).bytes());
    for (Map.Entry<TilePath, byte[]> tile : log.tiles().entrySet()) {
      peer.serve(LOG + tile.getKey().path(), tile.getValue());
    }
  }

  private void assertThatAllIsWell() throws Exception {
    assertThat(evidence.list()).isEmpty();
    assertThat(held.condition()).isInstanceOf(Serving.class);
  }

  @Test
  void sameEarlierAndLaterCheckpointsAreConsistent() throws Exception {
    gossip.ask();
    serve(sameWith(), 2);
    gossip.ask();
    serve(sameWith(), 1);
    gossip.ask();
    serve(sameWith("c", "d", "e"), 5);
    gossip.ask();

    assertThatAllIsWell();
  }

  @Test
  void otherRootOfTheSameSizeIsEvidence() throws Exception {
    GrowingLog fork = GrowingLog.of(federation, "x", "y");
    serve(fork, 2);

    gossip.ask();

    assertThat(held.condition()).isInstanceOf(Halted.class);
    assertThat(text(evidence.read(evidence.list().getFirst()).orElseThrow()))
        .isEqualTo(
            "commonweight.dev/equivocation@v1\n\n"
                + held.view().note().encode()
                + "\n"
                + fork.note(2).encode());
    assertThat(
            Equivocation.parse(evidence.read(evidence.list().getFirst()).orElseThrow())
                .verify(federation.noteKey()))
        .isEqualTo(2);
  }

  @Test
  void laterCheckpointOfAnotherHistoryIsEvidence() throws Exception {
    GrowingLog fork = GrowingLog.of(federation, "x", "y", "z");
    serve(fork, 3);

    gossip.ask();

    assertThat(held.condition()).isInstanceOf(Halted.class);
    assertThat(text(evidence.read(evidence.list().getFirst()).orElseThrow()))
        .startsWith("commonweight.dev/inconsistency@v1\nroot ")
        .endsWith(held.view().note().encode() + "\n" + fork.note(3).encode());
    assertThat(
            Inconsistency.parse(evidence.read(evidence.list().getFirst()).orElseThrow())
                .verify(federation.noteKey()))
        .isEqualTo(2);
  }

  @Test
  void whatAnotherWitnessWasShownCountsAsWell() throws Exception {
    peer.serve(
        "/witness/" + KnownLogs.digest(known) + "/checkpoint",
        GrowingLog.of(federation, "x").note(1).bytes());

    gossip.ask();

    assertThat(held.condition()).isInstanceOf(Halted.class);
    assertThat(evidence.list()).hasSize(1);
  }

  @Test
  void tilesThatAreNotThoseOfTheCheckpointProveNothing() throws Exception {
    serve(GrowingLog.of(federation, "x", "y", "z"), 3);
    peer.serve(LOG + "checkpoint", sameWith("z").note(3).bytes());

    gossip.ask();

    assertThatAllIsWell();
  }

  @Test
  void forkThatGrowsIsFoundOutOnce() throws Exception {
    serve(GrowingLog.of(federation, "x", "y"), 2);
    gossip.ask();
    serve(GrowingLog.of(federation, "x", "y", "z"), 3);
    gossip.ask();

    assertThat(evidence.list()).hasSize(1);
  }

  @Test
  void peerThatIsAwayDoesNotKeepTheOthersFromBeingHeard() throws Exception {
    var away = new Peer(URI.create("http://127.0.0.1:1/"), new BoundedHttp());
    serve(GrowingLog.of(federation, "x", "y"), 2);

    new Gossip(
            known, List.of(away, new Peer(peer.url(), new BoundedHttp())), new Conflicts(evidence))
        .ask();

    assertThat(evidence.list()).hasSize(1);
  }

  @Test
  void checkpointThatTheLogHasNotSignedProvesNothing() throws Exception {
    peer.serve(LOG + "checkpoint", GrowingLog.of(new TestFederation("other"), "x").note(1).bytes());
    gossip.ask();
    peer.serve(LOG + "checkpoint", "nonsense".getBytes(StandardCharsets.UTF_8));
    gossip.ask();

    assertThatAllIsWell();
  }
}
