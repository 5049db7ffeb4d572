package io.commonweight.registry.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.TestFederation;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.TestLogs;
import io.commonweight.registry.witness.Verdict.Cosigned;
import io.commonweight.registry.witness.Verdict.OtherSize;
import io.commonweight.sdk.blob.FileBlobStore;
import io.commonweight.sdk.log.NoteKey;
import io.commonweight.sdk.log.NoteSignature;
import io.commonweight.sdk.log.SignedNote;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatheringTest {
  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("gathering");
  private final List<PeerServer> servers = new ArrayList<>();
  private TestLogs logs;
  private FederationLog log;
  private TestLogs.Running writer;

  @BeforeEach
  void start() throws Exception {
    logs = TestLogs.sequenced(federation, folder.resolve("log"));
    log = logs.log();
    writer = logs.start(log);
    writer.append(federation.charterBy(1));
  }

  @AfterEach
  void stop() {
    writer.close();
    servers.forEach(PeerServer::close);
  }

  /** A witness of its own, behind HTTP. */
  private WitnessClient witness(int i) throws Exception {
    var known =
        new KnownLog(
            federation.logKey().name(),
            federation.logKey().verifyingKey().logKeys(),
            Optional.empty());
    var witness =
        new Witness(
            new KnownLogs(List.of(known)),
            new WitnessTable(
                TestLogs.sequenced(federation, folder.resolve("database-" + i)).database()),
            new Conflicts(new EvidenceFiles(new FileBlobStore(folder.resolve("evidence-" + i)))),
            checkpoint -> TestCosigner.cosign(i, checkpoint),
            Duration.ZERO);
    return client(body -> answer(witness.add(AddCheckpoint.parse(body))));
  }

  private WitnessClient client(PeerServer.Posted posted) throws Exception {
    var server = new PeerServer(posted);
    servers.add(server);
    return new WitnessClient(server.url(), new BoundedHttp());
  }

  private static BoundedHttp.Answer answer(Verdict verdict) {
    return switch (verdict) {
      case Cosigned cosigned ->
          new BoundedHttp.Answer(
              200,
              cosigned.lines().stream()
                  .map(NoteSignature::line)
                  .collect(Collectors.joining("\n", "", "\n")));
      case OtherSize other -> new BoundedHttp.Answer(409, other.size() + "\n");
      default -> new BoundedHttp.Answer(422, verdict.toString());
    };
  }

  private static WitnessRule rule(int required, int... witnesses) {
    List<List<NoteKey>> keys = new ArrayList<>();
    for (int witness : witnesses) {
      keys.add(TestCosigner.key(witness).verifyingKey().witnessKeys());
    }
    return new WitnessRule(keys, required);
  }

  @Test
  void checkpointIsPublishedWithTheLinesOfAllWitnesses() throws Exception {
    var gathering = new Gathering(log, List.of(witness(1), witness(2)), _ -> rule(2, 1, 2));

    gathering.gather(log.view());

    SignedNote witnessed = log.witnessed().orElseThrow();
    assertThat(witnessed.text()).isEqualTo(log.view().note().text());
    assertThat(witnessed.signatures()).hasSize(6);
    assertThat(rule(2, 1, 2).isComplete(witnessed)).isTrue();
    assertThat(log.proof(0).checkpoint()).isEqualTo(witnessed);
  }

  @Test
  void laterCheckpointsAreProvedToContinueTheEarlier() throws Exception {
    WitnessClient witness = witness(1);
    var gathering = new Gathering(log, List.of(witness), _ -> rule(1, 1));
    gathering.gather(log.view());
    writer.append(federation.charterBy(2));
    writer.append(federation.charterBy(3));

    gathering.gather(log.view());

    assertThat(log.witnessed().orElseThrow().text()).isEqualTo(log.view().note().text());
    assertThat(log.view().size()).isEqualTo(3);
  }

  @Test
  void sequencerThatForgotWhatAWitnessSawAsksIt() throws Exception {
    WitnessClient before = witness(1);
    before.cosign(log, log.view());
    writer.append(federation.charterBy(2));
    var after = new WitnessClient(servers.getFirst().url(), new BoundedHttp());

    assertThat(after.cosign(log, log.view())).hasSize(2);
  }

  @Test
  void witnessThatIsAwayIsNamed() {
    URI nobody = URI.create("http://127.0.0.1:1/witness");

    assertThatThrownBy(() -> new WitnessClient(nobody, new BoundedHttp()).cosign(log, log.view()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "http://127.0.0.1:1/witness/add-checkpoint does not answer: java.net.ConnectException");
  }

  @Test
  void checkpointWithTooFewLinesIsNotAWitnessedOne() throws Exception {
    WitnessClient dead = client(_ -> new BoundedHttp.Answer(503, "not now"));
    var gathering = new Gathering(log, List.of(witness(1), dead), _ -> rule(2, 1, 2));

    gathering.gather(log.view());

    assertThat(log.witnessed()).isEmpty();
  }

  @Test
  void linesThatAreWrongOrOfStrangersAreNotPublished() throws Exception {
    GrowingLog other = GrowingLog.of(federation, "x");
    WitnessClient lying =
        client(_ -> answer(new Cosigned(TestCosigner.cosign(2, other.checkpoint(1)))));
    var gathering = new Gathering(log, List.of(witness(1), witness(3), lying), _ -> rule(1, 1, 2));

    gathering.gather(log.view());

    List<NoteSignature> lines = log.witnessed().orElseThrow().signatures();
    assertThat(lines.stream().map(NoteSignature::name))
        .containsExactly(
            federation.logKey().name(), federation.logKey().name(), "witness-1", "witness-1");
  }

  @Test
  void witnessedCheckpointIsDurableAndNeverAnEarlierOne() throws Exception {
    var gathering = new Gathering(log, List.of(witness(1)), _ -> rule(1, 1));
    gathering.gather(log.view());
    SignedNote first = log.witnessed().orElseThrow();
    writer.append(federation.charterBy(2));
    gathering.gather(log.view());
    SignedNote second = log.witnessed().orElseThrow();

    log.publishWitnessed(first);

    assertThat(log.witnessed()).contains(second);
    writer.close();
    FederationLog restarted = logs.log();
    restarted.open(restarted.keySets()).orElseThrow().close();
    assertThat(restarted.witnessed()).contains(second);
  }

  @Test
  void newestCheckpointIsHandedOnByItself() throws Exception {
    try (var gathering = new Gathering(log, List.of(witness(1)), _ -> rule(1, 1))) {
      gathering.start();
      writer.append(federation.charterBy(2));
      writer.append(federation.charterBy(3));
      while (log.witnessed().filter(n -> n.text().equals(log.view().note().text())).isEmpty()) {
        Thread.sleep(5);
      }
    }
    assertThat(log.view().size()).isEqualTo(3);
  }
}
