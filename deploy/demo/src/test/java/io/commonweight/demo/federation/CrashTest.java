package io.commonweight.demo.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.demo.federation.FederationProcesses.NodePlan;
import io.commonweight.demo.process.Children;
import io.commonweight.demo.process.Programs;
import io.commonweight.demo.process.Programs.Program;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.log.LogProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a registry, an aggregator and a node at three points of a round each: the
 * round completes after the restart, and its output is the one of the undisturbed run.
 *
 * <p>Both runs have the same keys, charter and first release. A node's seed follows from the
 * round's id, so the weights of a round are equal only if everything before it was.
 */
class CrashTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int STEPS = 60;
  private static final long SEED = 20261122;

  @TempDir private Path directory;

  private final List<Organization> organizations = new ArrayList<>();

  /** A process that can be killed. */
  private enum Victim {
    REGISTRY,
    AGGREGATOR,
    NODE
  }

  /** When in a round it is killed. */
  private enum Point {
    OPENED,
    UPDATED,
    CLOSED
  }

  private record Kill(Victim victim, Point point) {}

  @BeforeEach
  void makeTheFederation() throws Exception {
    try (var children = new Children(Programs.locate(), directory.resolve("logs"))) {
      node(children, "data", "tabletop", "generate", "--dir", directory.resolve("data").toString());
      node(
          children,
          "pretrain",
          "pretrain",
          "--data",
          directory.resolve("data").toString(),
          "--out",
          release0().toString());
    }
  }

  @Test
  void roundsCompleteAfterEachKillWithTheOutputOfTheUndisturbedRun() throws Exception {
    List<Kill> kills = new ArrayList<>();
    for (Victim victim : Victim.values()) {
      for (Point point : Point.values()) {
        kills.add(new Kill(victim, point));
      }
    }

    List<LoggedRelease> calm = run("calm", true, List.of(), kills.size());
    List<LoggedRelease> disturbed = run("disturbed", false, kills, kills.size());

    assertThat(disturbed).hasSameSizeAs(calm);
    for (int round = 1; round < calm.size(); round++) {
      assertThat(disturbed.get(round).release().weights())
          .as("round %d, %s", round, kills.get(round - 1))
          .isEqualTo(calm.get(round).release().weights());
    }
  }

  private List<LoggedRelease> run(String name, boolean isFirst, List<Kill> kills, int rounds)
      throws Exception {
    Path folder = Files.createDirectories(directory.resolve(name));
    try (var children = new Children(Programs.locate(), folder.resolve("logs"));
        var backends = Backends.start(folder)) {
      var federation =
          new FederationProcesses(
              folder,
              children,
              backends,
              organizations(folder),
              new NodePlan(rounds, STEPS, 0, "tabletop"));
      var founders = new Founders(federation);
      Founding founding = isFirst ? found(founders, federation) : sameFounding(federation);
      federation.startRegistries();
      federation.startAggregators();
      founders.approve(release0());
      federation.startNodes();
      var watcher =
          new LogWatcher(
              federation.endpoint("registry-b"),
              founding,
              federation::requireAlive,
              (_, _, _) -> {});
      var random = new Random(SEED);
      for (int round = 1; round <= rounds; round++) {
        if (!kills.isEmpty()) {
          kill(federation, watcher, kills.get(round - 1), round, random);
        }
        int wanted = round;
        watcher.await(state -> state.releases().size() > wanted, LIMIT);
      }
      FederationState state = watcher.state();
      assertThat(state.updates())
          .as("exactly one update of each node in each round")
          .hasSize(rounds * 2);
      for (Organization organization : federation.organizations()) {
        awaitReceipts(organization, rounds);
        assertThat(receipts(organization))
            .as("every update of %s has its receipt", organization.name())
            .containsExactlyElementsOf(updates(state, organization));
      }
      return state.releases().subList(0, rounds + 1);
    }
  }

  /** A node killed between the log and its receipt fetches the receipt when it is back. */
  private static void awaitReceipts(Organization organization, int rounds) throws Exception {
    Instant deadline = Instant.now().plus(LIMIT);
    while (receipts(organization).size() < rounds && Instant.now().isBefore(deadline)) {
      Thread.sleep(200);
    }
  }

  /** The log indexes that the organization's node holds receipts of, in the order of the rounds. */
  private static List<Long> receipts(Organization organization) throws Exception {
    List<Long> indexes = new ArrayList<>();
    try (var files = Files.list(organization.folder().resolve("node-1/receipts"))) {
      for (Path file : files.sorted().toList()) {
        indexes.add(LogProof.parse(Files.readAllBytes(file)).inclusion().index());
      }
    }
    return indexes;
  }

  private static List<Long> updates(FederationState state, Organization organization) {
    return state.updates().stream()
        .filter(update -> update.organization().equals(organization.name()))
        .map(Logged::index)
        .toList();
  }

  private static void kill(
      FederationProcesses federation, LogWatcher watcher, Kill kill, int round, Random random)
      throws Exception {
    watcher.await(reached(kill.point(), round), LIMIT);
    Organization owner = federation.organizations().get(random.nextInt(2));
    switch (kill.victim()) {
      case REGISTRY -> {
        String name = owner.usesMirror() ? "registry-b" : "registry-a";
        federation.process(name).kill();
        federation.startRegistry(name);
      }
      case AGGREGATOR -> {
        federation.process(FederationProcesses.aggregator(owner)).kill();
        federation.startAggregator(owner);
      }
      case NODE -> {
        federation.process(FederationProcesses.node(owner, 1)).kill();
        federation.startNode(owner, 1);
      }
    }
  }

  private static Predicate<FederationState> reached(Point point, int round) {
    return state ->
        state.rounds().size() >= round
            && switch (point) {
              case OPENED -> true;
              case UPDATED -> hasUpdate(state, state.rounds().get(round - 1));
              case CLOSED ->
                  state.rounds().get(round - 1).cutoff().isPresent()
                      || state.phase() instanceof Phase.Aggregating;
            };
  }

  private static boolean hasUpdate(FederationState state, Round round) {
    return state.updates().stream()
        .anyMatch(update -> update.statement().round().equals(round.id()));
  }

  private Founding found(Founders founders, FederationProcesses federation)
      throws IOException, InterruptedException {
    founders.makeKeys();
    Founding founding = founders.found(release0());
    organizations.addAll(federation.organizations());
    founding.store(directory.resolve("founding"));
    return founding;
  }

  private Founding sameFounding(FederationProcesses federation) throws IOException {
    Founding founding = Founding.load(directory.resolve("founding"));
    founding.store(federation.foundingDirectory());
    for (int i = 0; i < organizations.size(); i++) {
      Organization before = organizations.get(i);
      Organization again = federation.organizations().get(i);
      Files.createDirectories(again.keys());
      copy(before.passphrase(), again.folder());
      try (var keys = Files.list(before.keys())) {
        for (Path key : keys.toList()) {
          copy(key, again.keys());
        }
      }
    }
    return founding;
  }

  /** Nobody but the owner may read the copy either. */
  private static void copy(Path file, Path folder) throws IOException {
    Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** Two organizations: both must sign everything, so no kill can hide behind the others. */
  private List<Organization> organizations(Path folder) throws IOException {
    List<Organization> found = new ArrayList<>();
    try (var data = Files.list(directory.resolve("data/organizations"))) {
      for (Path own : data.sorted().limit(2).toList()) {
        String name = own.getFileName().toString();
        found.add(
            new Organization(
                name,
                found.size() + 1,
                folder.resolve("organizations").resolve(name),
                own,
                1,
                true));
      }
    }
    return found;
  }

  private Path release0() {
    return directory.resolve("release-0");
  }

  private static void node(Children children, String name, String... arguments)
      throws IOException, InterruptedException {
    children.start(name, Program.NODE, Map.of(), List.of(arguments)).join(LIMIT);
  }
}
