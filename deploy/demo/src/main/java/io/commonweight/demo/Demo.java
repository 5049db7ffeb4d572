package io.commonweight.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.demo.federation.Backends;
import io.commonweight.demo.federation.FederationProcesses;
import io.commonweight.demo.federation.FederationProcesses.NodePlan;
import io.commonweight.demo.federation.Founders;
import io.commonweight.demo.federation.LogWatcher;
import io.commonweight.demo.federation.NodeEvents;
import io.commonweight.demo.federation.Organization;
import io.commonweight.demo.federation.Rounds;
import io.commonweight.demo.process.Children;
import io.commonweight.demo.process.MemorySampler;
import io.commonweight.demo.process.Programs;
import io.commonweight.demo.report.Report;
import io.commonweight.demo.report.Report.CurvePoint;
import io.commonweight.demo.report.RoundRow;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Update;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * One run of the demo: services, founding, rounds, disturbances, comparison, delivery.
 *
 * <p>It orchestrates processes and reads the log. It holds no signing key.
 */
final class Demo implements AutoCloseable {
  private static final int DISTURBED_ROUNDS = 3;
  private static final int FEWEST_ORGANIZATIONS = 4;
  private static final Duration ROUND = Duration.ofMinutes(3);

  private final DemoOptions options;
  private final Path directory;
  private final Progress progress;
  private final Phases phases = new Phases();
  private final MemorySampler memory = new MemorySampler();
  private final Children children;
  private final Laboratory laboratory;
  private final Backends backends;
  private final Rounds rounds = new Rounds();
  private final List<String> failures = new ArrayList<>();
  private int undisturbed;
  private NodeEvents nodeEvents = new NodeEvents(List.of());
  private final AggregationClock aggregation = new AggregationClock();

  Demo(DemoOptions options, Path directory, Progress progress) throws IOException {
    this.options = options;
    this.directory = directory;
    this.progress = progress;
    this.children = new Children(Programs.locate(), directory.resolve("logs"));
    this.laboratory = new Laboratory(options, children, directory);
    progress.say("everything of this run lies in %s", directory);
    this.backends = Backends.start(directory);
    progress.say("PostgreSQL and Kafka are up");
  }

  Report run() throws Exception {
    List<Organization> organizations = laboratory.prepareData();
    if (organizations.size() < FEWEST_ORGANIZATIONS) {
      throw new IOException(
          "the demo stops one of four aggregators and goes on: %d organizations are too few"
              .formatted(organizations.size()));
    }
    progress.say("%d organizations have their private data", organizations.size());
    Path release0 = laboratory.pretrain();
    progress.say("release 0 is prepared");
    undisturbed = options.rounds().orElse(Plans.undisturbedRounds(laboratory.suite()));
    int total = undisturbed + DISTURBED_ROUNDS;
    NodePlan plan = Plans.of(laboratory.suite(), total);
    var federation = new FederationProcesses(directory, children, backends, organizations, plan);
    Founding founding = found(federation, release0);
    phases.end("services");

    federation.startNodes();
    nodeEvents = federation.nodeEvents();
    var watcher =
        new LogWatcher(
            federation.endpoint("registry-b"), founding, federation::requireAlive, this::logged);
    var degradation = new Degradation(federation, children, watcher, directory, progress);
    runRounds(federation, watcher, degradation);
    federation.stopNodes();
    phases.end("training");
    phases.move(aggregation.spent(), "training", "aggregation");

    LoggedRelease last = watcher.state().latestRelease().orElseThrow();
    progress.say("training what the federation is compared with");
    laboratory.baselines(release0, total, plan.steps());
    progress.say("local, one-shot and central baselines are trained");
    phases.end("baselines");
    var delivery = new Delivery(federation, children, directory, progress);
    Path federated = delivery.fetchForEvaluation(last);
    JsonNode evaluation = laboratory.evaluate(release0, federated);
    progress.say("all policies are evaluated");
    phases.end("evaluation");
    Report.Pull pull = delivery.run(founding, last.release().sequence());
    phases.end("delivery");
    return report(federation, watcher.state(), degradation, evaluation, pull, total);
  }

  /** Leaves the servers running until the process is interrupted. */
  void keep(Report report) throws InterruptedException {
    report.endpoints().forEach((name, url) -> progress.say("  %-20s %s", name, url));
    progress.say("left running, the nodes at rest; press Ctrl-C to stop");
    new CountDownLatch(1).await();
  }

  @Override
  public void close() {
    children.close();
    backends.close();
    memory.close();
  }

  private Founding found(FederationProcesses federation, Path release0)
      throws IOException, InterruptedException {
    var founders = new Founders(federation);
    founders.makeKeys();
    Founding founding = founders.found(release0);
    progress.say("the charter: %s", founding.charterDigest());
    federation.startRegistries();
    progress.say("two registries are up; the second mirrors and witnesses the first");
    federation.startAggregators();
    founders.approve(release0);
    progress.say("every organization has approved the charter and release 0, and its own keys");
    federation.endpoints().forEach((name, url) -> progress.say("  %-20s %s", name, url));
    return founding;
  }

  private void runRounds(
      FederationProcesses federation, LogWatcher watcher, Degradation degradation)
      throws IOException, InterruptedException {
    try {
      awaitRelease(watcher, undisturbed - 1);
      // The last undisturbed round must have the victim's update before the victim goes.
      watcher.await(state -> hasUpdatesOf(federation.victim(), state, undisturbed), ROUND);
      degradation.stopVictim();
      awaitRelease(watcher, undisturbed);
      degradation.hostileRound(undisturbed + 1);
      degradation.revokedKey(undisturbed + 2);
      degradation.withOneStopped(undisturbed + 2);
      degradation.withTwoStopped(undisturbed + 3);
    } catch (TimeoutException e) {
      progress.say("gave up waiting: %s", String.valueOf(e.getMessage()));
      failures.add("gave up waiting: " + e.getMessage());
    }
  }

  private static boolean hasUpdatesOf(Organization victim, FederationState state, int round) {
    return state.rounds().size() >= round
        && state.updates().stream()
                .filter(update -> update.organization().equals(victim.name()))
                .filter(u -> u.statement().round().equals(state.rounds().get(round - 1).id()))
                .map(Logged::signer)
                .distinct()
                .count()
            == victim.nodes();
  }

  private static void awaitRelease(LogWatcher watcher, int sequence)
      throws IOException, TimeoutException {
    for (int next = 0; next <= sequence; next++) {
      int wanted = next;
      watcher.await(state -> state.releases().size() > wanted, ROUND);
    }
  }

  private void logged(long index, SignedStatement statement, FederationState state) {
    rounds.logged(index, statement);
    aggregation.logged(index, state);
    switch (statement.predicate()) {
      case Update update ->
          progress.status("%s submitted %d bytes", statement.organization(), update.bytes());
      case RoundOpen open -> progress.status("round %d is open", open.number());
      case Aggregate _ -> progress.status("%s has recomputed the round", statement.organization());
      case Release release when state.releases().stream().anyMatch(r -> r.index() == index) ->
          released(release, state);
      default -> {}
    }
  }

  private void released(Release release, FederationState state) {
    if (release.sequence() == 0) {
      return;
    }
    RoundRow row = rounds.rows(state).get(release.sequence() - 1);
    String updates =
        row.updates().stream()
            .map(u -> u.org() + u.reason().map(reason -> " refused (" + reason + ")").orElse(""))
            .sorted()
            .collect(Collectors.joining(", "));
    long bytes = row.updates().stream().mapToLong(RoundRow.UpdateRow::bytes).sum();
    progress.say(
        "round %2d: %s; %d bytes, loss %s, %d equal aggregates (%d needed)",
        row.number(), updates, bytes, loss(row.number()), row.quorum().have(), row.quorum().need());
  }

  private String loss(int round) {
    try {
      OptionalDouble loss = nodeEvents.meanLoss(round);
      return loss.isEmpty() ? "unknown" : String.format(Locale.ROOT, "%.4f", loss.getAsDouble());
    } catch (IOException e) {
      return "unreadable";
    }
  }

  private Report report(
      FederationProcesses federation,
      FederationState state,
      Degradation degradation,
      JsonNode evaluation,
      Report.Pull pull,
      int total) {
    List<RoundRow> rows = rounds.rows(state);
    var hostile = new Checks.Hostile(undisturbed + 1, federation.victim().name());
    failures.addAll(
        Checks.failures(rows, total, hostile, degradation.revoked(), degradation.rows(), pull));
    Map<String, String> endpoints = new TreeMap<>();
    federation.endpoints().forEach((name, url) -> endpoints.put(name, url.toString()));
    return new Report(
        failures.isEmpty(),
        failures,
        phases.seconds(),
        memory.peakBytes(),
        rows,
        curve(state),
        evaluation,
        pull,
        degradation.revoked(),
        degradation.rows(),
        endpoints);
  }

  private static List<CurvePoint> curve(FederationState state) {
    List<CurvePoint> curve = new ArrayList<>();
    for (var evaluation : state.evaluations()) {
      state
          .release(evaluation.statement().release())
          .ifPresent(
              release ->
                  curve.add(
                      new CurvePoint(
                          release.release().sequence(),
                          evaluation.organization(),
                          evaluation.statement().successes(),
                          evaluation.statement().trials())));
    }
    return curve;
  }
}
