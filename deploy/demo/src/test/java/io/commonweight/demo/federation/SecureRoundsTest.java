package io.commonweight.demo.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.demo.federation.FederationProcesses.NodePlan;
import io.commonweight.demo.process.Child;
import io.commonweight.demo.process.Children;
import io.commonweight.demo.process.Programs;
import io.commonweight.demo.process.Programs.Program;
import io.commonweight.federation.round.FederationState;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.MaskedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole federations of real processes in which nobody sees a single update: nodes mask what they
 * submit, aggregators release sums, an auditor recomputes them, and a developer pulls the policy.
 */
class SecureRoundsTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int STEPS = 20;

  @TempDir private Path directory;

  private final List<MaskedInput> inputs = new ArrayList<>();
  private final List<Aggregate> aggregates = new ArrayList<>();

  /** One of four is never there, so every round goes on at its deadline with the other three. */
  @Test
  void sealedRoundsAreReleasedWithoutANodeThatNeverCame() throws Exception {
    FederationState state = run("sealed", Duration.ofSeconds(15), 2, 3);

    assertThat(state.updates()).isEmpty();
    assertThat(inputs).hasSize(2 * 3);
    assertThat(aggregates)
        .isNotEmpty()
        .allSatisfy(aggregate -> assertThat(aggregate.rejected()).isEmpty());
  }

  @Test
  void cohortsOfOrganizationsAreReleased() throws Exception {
    FederationState state = run("cohort", Duration.ofMinutes(2), 1, 4);

    assertThat(state.updates()).isEmpty();
    assertThat(inputs).hasSize(4);
    assertThat(inputs.stream().map(MaskedInput::session).distinct()).hasSize(2);
    assertThat(aggregates)
        .isNotEmpty()
        .allSatisfy(aggregate -> assertThat(aggregate.rejected()).isEmpty());
  }

  private FederationState run(String privacy, Duration deadline, int rounds, int nodes)
      throws Exception {
    try (var children = new Children(Programs.locate(), directory.resolve("logs"));
        var backends = Backends.start(directory)) {
      String data = directory.resolve("data").toString();
      node(children, "data", "tabletop", "generate", "--dir", data);
      node(children, "pretrain", "pretrain", "--data", data, "--out", release0().toString());
      var federation =
          new FederationProcesses(
              directory,
              children,
              backends,
              organizations(),
              new NodePlan(rounds, STEPS, 0, "tabletop"));
      var founders = new Founders(federation);
      founders.makeKeys();
      Founding founding = founders.found(release0(), deadline, List.of("--privacy", privacy));
      federation.startRegistries();
      federation.startAggregators();
      founders.approve(release0());
      for (int i = 0; i < nodes; i++) {
        federation.startNode(federation.organizations().get(i % 2), 1 + i / 2);
      }
      var watcher =
          new LogWatcher(
              federation.endpoint("registry-b"), founding, federation::requireAlive, this::logged);
      FederationState state = watcher.await(s -> s.releases().size() > rounds, LIMIT);
      federation.stopNodes();
      Organization auditor = federation.organizations().getFirst();
      audit(
          federation,
          "--keys",
          auditor.keys().toString(),
          "--passphrase-file",
          auditor.passphrase().toString());
      if (nodes == 4) {
        audit(federation); // nobody has left after dealing, so what is public is enough
      }
      pull(federation, founding, rounds);
      return state;
    }
  }

  private void logged(long index, SignedStatement statement, FederationState state) {
    switch (statement.predicate()) {
      case MaskedInput input -> inputs.add(input);
      case Aggregate aggregate -> aggregates.add(aggregate);
      default -> {}
    }
  }

  /** Computes every aggregate anew, from the mirror. */
  private static void audit(FederationProcesses federation, String... keys)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "audit",
                FederationProcesses.NAME,
                "--from",
                federation.endpoint("registry-b").toString(),
                "--founding",
                federation.foundingDirectory().toString()));
    arguments.addAll(List.of(keys));
    Child audit = federation.cli("audit-with-%d-options".formatted(keys.length), arguments);
    audit.join(LIMIT);
    assertThat(audit.log()).content().contains("recomputed bit for bit");
  }

  private void pull(FederationProcesses federation, Founding founding, int last) throws Exception {
    String registry = federation.endpoint("registry-a").toString();
    String config = directory.resolve("developer-config").toString();
    String pin = "sha256:" + founding.charterDigest();
    cli(
        federation,
        "trust",
        "add",
        FederationProcesses.NAME,
        "--from",
        registry,
        "--fingerprint",
        pin,
        "--config",
        config);
    var client = new RegistryClient(federation.endpoint("registry-a"));
    Instant end = Instant.now().plus(LIMIT);
    while (client.releases(FederationProcesses.NAME).get(last).commit().isEmpty()) {
      assertThat(Instant.now()).as("the files of the last release are there").isBefore(end);
      Thread.sleep(200);
    }
    String policy = directory.resolve("policy").toString();
    String release = FederationProcesses.POLICY + "@v" + last;
    cli(federation, "pull", release, "--from", registry, "--to", policy, "--config", config);
    cli(federation, "verify", policy, "--config", config);
  }

  private static void cli(FederationProcesses federation, String... arguments)
      throws IOException, InterruptedException {
    federation.cli("user-" + arguments[0], List.of(arguments)).join(LIMIT);
  }

  /** Two organizations of two nodes. */
  private List<Organization> organizations() throws IOException {
    List<Organization> found = new ArrayList<>();
    try (var folders = Files.list(directory.resolve("data/organizations"))) {
      for (Path own : folders.sorted().limit(2).toList()) {
        String name = own.getFileName().toString();
        Path folder = directory.resolve("organizations").resolve(name);
        found.add(new Organization(name, found.size() + 1, folder, own, 2, true));
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
