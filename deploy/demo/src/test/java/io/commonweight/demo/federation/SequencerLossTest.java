package io.commonweight.demo.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.demo.federation.FederationProcesses.NodePlan;
import io.commonweight.demo.process.Children;
import io.commonweight.demo.process.Programs;
import io.commonweight.demo.process.Programs.Program;
import io.commonweight.embedded.Postgres;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter.Cut;
import io.commonweight.sdk.statement.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sequencer's machine and the log's keys are destroyed in the middle of a round, all of it with
 * real processes: the mirror goes on from the last witnessed checkpoint.
 *
 * <p>Two organizations, both of which must sign everything. The first runs registry A, which
 * sequences; the second registry B, which mirrors and witnesses. The second one's update is
 * witnessed; the first one's is receipted while B is down, so that nobody but A ever had it. In the
 * end A comes back with nothing, mirrors and witnesses the new log, and serves the release.
 */
class SequencerLossTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final int STEPS = 20;

  @TempDir private Path directory;

  private Children children;
  private Backends backends;
  private FederationProcesses federation;
  private Founders founders;
  private Founding founding;
  private Organization first;
  private Organization second;

  @BeforeEach
  void openARound() throws Exception {
    children = new Children(Programs.locate(), directory.resolve("logs"));
    backends = Backends.start(directory);
    node("data", "tabletop", "generate", "--dir", data().toString());
    node("pretrain", "pretrain", "--data", data().toString(), "--out", release0().toString());
    List<Organization> organizations = organizations();
    first = organizations.getFirst();
    second = organizations.getLast();
    federation =
        new FederationProcesses(
            directory, children, backends, organizations, new NodePlan(1, STEPS, 0, "tabletop"));
    founders = new Founders(federation);
    founders.makeKeys();
    founding = founders.found(release0(), NEVER, List.of());
    federation.startRegistries();
    federation.startAggregators();
    founders.approve(release0());
    pin();
  }

  @AfterEach
  void stop() {
    children.close();
    backends.close();
  }

  @Test
  void roundIsCompletedByTheMirrorAfterTheSequencerAndItsKeysAreDestroyed() throws Exception {
    federation.startNode(second, 1);
    FederationState witnessed = watch("registry-b", 1);
    awaitWitnessed("registry-b", witnessed.size());
    federation.stop("registry-b");
    federation.startNode(first, 1);
    FederationState receipted = watch("registry-a", 2);
    LogProof voided = awaitReceipt(first);
    assertThat(voided.inclusion().index()).isGreaterThanOrEqualTo(witnessed.size());
    destroyTheSequencer();

    federation.startRegistry("registry-b");
    federation.awaitReady("registry-b");
    Path charter = directory.resolve("charter-2");
    founders.proposeMove("registry-b", charter);
    Cut cut = Founding.load(charter).charter().log().after().orElseThrow();
    assertThat(cut.size()).isBetween(witnessed.size(), voided.inclusion().index());
    federation.stop("registry-b");
    federation.move("registry-b", charter);
    federation.startRegistry("registry-b");
    federation.awaitReady("registry-b");
    founders.approveNext(charter);
    federation.startNode(first, 1);
    federation.startAggregator(first);

    FederationState after = watcher("registry-b").await(s -> s.releases().size() > 1, LIMIT);
    assertThat(after.epoch().number()).isEqualTo(2);
    assertThat(updates(after)).containsExactlyInAnyOrderElementsOf(updates(receipted));
    LoggedRelease release = after.latestRelease().orElseThrow();
    assertThat(release.envelopes()).hasSize(2);
    assertThat(release.aggregates()).hasSize(2);
    assertThat(awaitReceipt(first)).isNotEqualTo(voided);
    assertThat(after.logSize()).isEqualTo(after.size() - cut.size());
    for (int epoch = 1; epoch <= 2; epoch++) {
      fsck(epoch, charter);
    }
    federation.startRegistry("registry-a");
    federation.awaitReady("registry-a");
    awaitWitnessed("registry-a", after.logSize());
    pull("registry-a");
  }

  /** From the registry that came back with nothing, as the new log's mirror and witness. */
  private void pull(String registry) throws Exception {
    String from = federation.endpoint(registry).toString();
    var client = new RegistryClient(federation.endpoint(registry));
    Instant deadline = Instant.now().plus(LIMIT);
    while (client.releases(FederationProcesses.NAME).get(1).commit().isEmpty()) {
      assertThat(Instant.now()).as("the files of release 1 are copied").isBefore(deadline);
      Thread.sleep(200);
    }
    String policy = directory.resolve("policy").toString();
    String release = FederationProcesses.POLICY + "@v1";
    cli("pull", "pull", release, "--from", from, "--to", policy, "--config", config());
    cli("verify", "verify", policy, "--config", config());
  }

  /** A developer pins the charter that the federation was founded with. */
  private void pin() throws Exception {
    cli(
        "trust-add",
        "trust",
        "add",
        FederationProcesses.NAME,
        "--from",
        federation.endpoint("registry-a").toString(),
        "--fingerprint",
        "sha256:" + founding.charterDigest(),
        "--config",
        config());
  }

  private String config() {
    return directory.resolve("developer-config").toString();
  }

  private void cli(String name, String... arguments) throws IOException, InterruptedException {
    federation.cli("developer-" + name, List.of(arguments)).join(LIMIT);
  }

  private void destroyTheSequencer() throws Exception {
    federation.lose("registry-a");
    federation.stop(FederationProcesses.aggregator(first));
    federation.stop(FederationProcesses.node(first, 1));
    delete(first.blobs());
    Files.delete(first.logKey(1));
    Postgres postgres = backends.postgres();
    try (var connection =
            DriverManager.getConnection(
                postgres.jdbcUrl("postgres"), postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      statement.execute("drop database " + FederationProcesses.database("registry-a"));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private LogWatcher watcher(String registry) {
    return new LogWatcher(
        federation.endpoint(registry), founding, federation::requireAlive, (_, _, _) -> {});
  }

  /** Waits until so many updates of the round are logged. */
  private FederationState watch(String registry, int updates) throws Exception {
    return watcher(registry).await(state -> state.updates().size() == updates, LIMIT);
  }

  private static List<Update> updates(FederationState state) {
    Round round = state.rounds().getFirst();
    return state.updates().stream()
        .map(Logged::statement)
        .filter(update -> update.round().equals(round.id()))
        .toList();
  }

  private void awaitWitnessed(String registry, long size) throws Exception {
    var client = new RegistryClient(federation.endpoint(registry));
    Instant deadline = Instant.now().plus(LIMIT);
    while (witnessedSize(client) < size) {
      assertThat(Instant.now()).as("%d entries are witnessed", size).isBefore(deadline);
      Thread.sleep(200);
    }
  }

  private static long witnessedSize(RegistryClient client) throws Exception {
    Optional<SignedNote> note = client.witnessed(FederationProcesses.NAME);
    return note.isPresent() ? Checkpoint.parse(note.get().text()).size() : 0;
  }

  private static LogProof awaitReceipt(Organization organization) throws Exception {
    Path receipt = organization.folder().resolve("node-1/receipts/round-000001.tlog");
    Instant deadline = Instant.now().plus(LIMIT);
    while (!Files.exists(receipt)) {
      assertThat(Instant.now()).as("%s has a receipt", organization.name()).isBefore(deadline);
      Thread.sleep(100);
    }
    return LogProof.parse(Files.readAllBytes(receipt));
  }

  private void fsck(int epoch, Path charter) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("log", "fsck", log(epoch)));
    arguments.addAll(List.of("--founding", federation.foundingDirectory().toString()));
    if (epoch == 2) {
      arguments.addAll(List.of("--founding", charter.toString(), "--before", log(1)));
    }
    federation.cli("fsck-" + epoch, arguments).join(LIMIT);
  }

  private String log(int epoch) {
    return federation
        .endpoint("registry-b")
        .resolve("v1/federations/%s/epochs/%d/log".formatted(FederationProcesses.NAME, epoch))
        .toString();
  }

  private List<Organization> organizations() throws IOException {
    List<Organization> found = new ArrayList<>();
    try (var folders = Files.list(data().resolve("organizations"))) {
      for (Path own : folders.sorted().limit(2).toList()) {
        String name = own.getFileName().toString();
        Path folder = directory.resolve("organizations").resolve(name);
        found.add(new Organization(name, found.size() + 1, folder, own, 1, true));
      }
    }
    return found;
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Path release0() {
    return directory.resolve("release-0");
  }

  private void node(String name, String... arguments) throws IOException, InterruptedException {
    children.start(name, Program.NODE, Map.of(), List.of(arguments)).join(LIMIT);
  }
}
