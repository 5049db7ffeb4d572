package io.commonweight.demo;

import io.commonweight.demo.federation.FederationProcesses;
import io.commonweight.demo.federation.Founders;
import io.commonweight.demo.federation.LogWatcher;
import io.commonweight.demo.federation.Organization;
import io.commonweight.demo.process.Child;
import io.commonweight.demo.process.Children;
import io.commonweight.demo.process.Programs.Program;
import io.commonweight.demo.report.Report.Degraded;
import io.commonweight.demo.report.Report.Revoked;
import io.commonweight.federation.round.Duty;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Votes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** What goes wrong on purpose: a hostile node with a stolen key, then stopped aggregators. */
final class Degradation {
  private static final Duration ROUND = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final FederationProcesses federation;
  private final Founders founders;
  private final Children children;
  private final LogWatcher watcher;
  private final Path directory;
  private final Progress progress;
  private final List<Degraded> rows = new ArrayList<>();
  private Optional<Revoked> revoked = Optional.empty();

  Degradation(
      FederationProcesses federation,
      Children children,
      LogWatcher watcher,
      Path directory,
      Progress progress) {
    this.federation = federation;
    this.founders = new Founders(federation);
    this.children = children;
    this.watcher = watcher;
    this.directory = directory;
    this.progress = progress;
  }

  List<Degraded> rows() {
    return rows;
  }

  /** What became of the revoked key; empty before {@link #revokedKey}. */
  Optional<Revoked> revoked() {
    return revoked;
  }

  /**
   * The last organization's node is replaced by a hostile one for a round.
   *
   * @param round the number of the round, which must not have opened yet
   */
  void hostileRound(int round) throws IOException, InterruptedException, TimeoutException {
    Organization victim = federation.victim();
    progress.say("%s's node was taken over: it submits an update far out of bounds", victim.name());
    Child hostile = hostile(victim.key("node-1"), round);
    awaitRelease(round, ROUND);
    hostile.join(Duration.ofSeconds(30));
  }

  /**
   * The last organization replaces the key of its node; the old one is of no use any more.
   *
   * @param round the number of the next round
   */
  void revokedKey(int round) throws IOException, InterruptedException {
    Organization victim = federation.victim();
    Path stolen = founders.replaceNodeKey(victim);
    progress.say("%s has revoked the node's key and delegated a new one", victim.name());
    // The round cannot close meanwhile: it waits for the node with the new key.
    int exitCode = hostile(stolen, round).exitCode(Duration.ofSeconds(60));
    boolean isRefused = exitCode == HostileNode.REVOKED;
    revoked = Optional.of(new Revoked(victim.name(), round, isRefused));
    progress.say("an update with the revoked key: %s", isRefused ? "refused" : "NOT refused");
    federation.startNode(victim, 1);
  }

  private Child hostile(Path key, int round) throws IOException {
    Organization victim = federation.victim();
    return children.start(
        "hostile-node",
        Program.DEMO,
        Map.of(),
        List.of(
            "hostile-node",
            federation.registryOf(victim).toString(),
            federation.foundingDirectory().toString(),
            key.toString(),
            victim.passphrase().toString(),
            directory.resolve("hostile.safetensors").toString(),
            Integer.toString(round)));
  }

  /** Stops the node that {@link #hostileRound} replaces, before that round opens. */
  void stopVictim() throws InterruptedException {
    federation.stop(FederationProcesses.node(federation.victim(), 1));
  }

  /** Stops one aggregator: the round must complete without it. */
  void withOneStopped(int round) throws IOException, InterruptedException, TimeoutException {
    Organization first = voter(0);
    stop(first);
    FederationState state = awaitRelease(round, ROUND);
    progress.say("round %d completed without %s", round, first.name());
    rows.add(row(List.of(first), "completed", agreed(state, round), Optional.empty()));
  }

  /** Stops a second one: the round must wait and say why, and complete when one returns. */
  void withTwoStopped(int round) throws IOException, InterruptedException, TimeoutException {
    Organization first = voter(0);
    Organization second = voter(1);
    stop(second);
    Optional<FederationState> finished = awaitReleaseFor(round, PATIENCE);
    FederationState waiting = watcher.state();
    String reason =
        Duty.of(waiting, voter(2).name(), Duration.ZERO) instanceof Duty.Wait wait
            ? wait.reason()
            : "waiting for the others to act";
    rows.add(
        row(
            List.of(second, first),
            finished.isEmpty() ? "waited" : "completed",
            acted(waiting.phase()),
            Optional.of(reason)));
    progress.say("round %d with two aggregators stopped: %s", round, reason);
    federation.startAggregator(second);
    FederationState state = awaitRelease(round, ROUND);
    progress.say("%s is back: round %d completed", second.name(), round);
    rows.add(row(List.of(first), "completedAfterReturn", agreed(state, round), Optional.empty()));
    federation.startAggregator(first);
  }

  /** How many organizations computed the weights of a release, as the log has it. */
  private static int agreed(FederationState state, int round) {
    return state.releases().get(round).aggregates().size();
  }

  /** How many organizations have done what the phase waits for. */
  private static int acted(Phase phase) {
    return switch (phase) {
      case Phase.AwaitingCharter _ -> 0;
      case Phase.AwaitingBase waiting -> acted(waiting.votes());
      case Phase.AwaitingOpen waiting -> acted(waiting.votes());
      case Phase.Advertising advertising -> acted(advertising.votes());
      case Phase.Dealing dealing -> acted(dealing.votes());
      case Phase.Collecting collecting -> acted(collecting.votes());
      case Phase.Revealing revealing -> acted(revealing.votes());
      case Phase.Aggregating aggregating -> acted(aggregating.votes());
      case Phase.Releasing releasing -> acted(releasing.votes());
    };
  }

  private static int acted(Votes<?> votes) {
    return votes.organizations().size();
  }

  private void stop(Organization organization) throws InterruptedException {
    progress.say("stopping the aggregator of %s", organization.name());
    federation.stop(FederationProcesses.aggregator(organization));
  }

  /** The voters from the last on: the first ones own the registries. */
  private Organization voter(int fromLast) {
    List<Organization> voters =
        federation.organizations().stream().filter(Organization::runsAggregator).toList();
    return voters.get(voters.size() - 1 - fromLast);
  }

  private Degraded row(
      List<Organization> stopped, String outcome, int have, Optional<String> reason) {
    int need = watcher.state().charter().organizationQuorum().required();
    return new Degraded(
        stopped.stream().map(Organization::name).toList(), outcome, have, need, reason);
  }

  private FederationState awaitRelease(int sequence, Duration timeout)
      throws IOException, TimeoutException {
    return watcher.await(state -> hasRelease(state, sequence), timeout);
  }

  private Optional<FederationState> awaitReleaseFor(int sequence, Duration patience)
      throws IOException {
    try {
      return Optional.of(awaitRelease(sequence, patience));
    } catch (TimeoutException e) {
      return Optional.empty();
    }
  }

  private static boolean hasRelease(FederationState state, int sequence) {
    return state.latestRelease().filter(r -> r.release().sequence() >= sequence).isPresent();
  }
}
