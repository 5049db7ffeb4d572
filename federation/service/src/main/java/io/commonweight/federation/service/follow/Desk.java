package io.commonweight.federation.service.follow;

import io.commonweight.federation.round.Duty;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.service.publish.CannotSignException;
import io.commonweight.federation.service.publish.PendingBundles;
import io.commonweight.federation.service.publish.Publisher;
import io.commonweight.federation.service.shard.Coordinator;
import io.commonweight.federation.service.shard.RoundMetrics;
import io.commonweight.federation.service.shard.Site;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Does what an organization owes its federation. Doing a duty twice is harmless: the log keeps one
 * copy. Not thread-safe.
 */
final class Desk {
  private final Assignment assignment;
  private final Site site;
  private final Coordinator coordinator;
  private final Publisher publisher;
  private final PendingBundles bundles;
  private final Steps steps;
  private final Mandate mandate;
  private final RoundMetrics metrics;
  private final ProgressBoard board;
  private Optional<Duty> done = Optional.empty();
  private Optional<Refusal> refusal = Optional.empty();
  private Optional<Sha256> cleared = Optional.empty();

  /** Why nothing was signed at a size of the log; with more entries the answer may differ. */
  private record Refusal(long size, String reason) {}

  Desk(
      Assignment assignment,
      Site site,
      Coordinator coordinator,
      RoundMetrics metrics,
      ProgressBoard board) {
    this.assignment = assignment;
    this.site = site;
    this.coordinator = coordinator;
    this.publisher = new Publisher(assignment.organization(), site, coordinator);
    this.bundles =
        new PendingBundles(
            assignment.data().resolve("bundles"),
            assignment.organization(),
            assignment.keys().oms(),
            site.registry());
    this.steps = new Steps(assignment.data().resolve("opening"), site.clock());
    this.mandate = new Mandate(assignment, metrics, site.clock());
    this.metrics = metrics;
    this.board = board;
  }

  /** Does what a confirmed state asks for, if anything. */
  void attend(FederationState state) throws IOException, InterruptedException {
    attendToRounds(state);
    bundles.bring(state);
  }

  private void attendToRounds(FederationState state) throws IOException, InterruptedException {
    Duty duty = Duty.of(state, assignment.organization(), steps.sinceStep(state));
    refusal = refusal.filter(r -> r.size() == state.size());
    mandate.look(state.directory());
    Optional<String> obstacle =
        refusal.map(Refusal::reason).or(() -> mandate.hindrance(duty, state));
    String doing = obstacle.orElseGet(() -> describe(duty));
    board.update(p -> p.at(phaseOf(state), state.rounds().size(), doing));
    if (state.phase() instanceof Phase.AwaitingOpen) {
      forgetLastRound(state);
    }
    if (duty instanceof Duty.Wait || done.equals(Optional.of(duty)) || obstacle.isPresent()) {
      return;
    }
    try {
      perform(duty, state);
      done = Optional.of(duty);
    } catch (CannotSignException e) {
      refusal = Optional.of(new Refusal(state.size(), "not signed: " + e.getMessage()));
      Log.errorf("not signed: %s", e.getMessage());
    }
  }

  private void perform(Duty duty, FederationState state)
      throws IOException, InterruptedException, CannotSignException {
    switch (duty) {
      case Duty.Open(var open) -> {
        sign(state, open, assignment.keys().aggregator());
        Log.infof("round-open signed, round %d", open.number());
      }
      case Duty.Close(var close) -> {
        sign(state, close, assignment.keys().aggregator());
        Log.infof("round-close signed, round %d", state.rounds().size());
      }
      case Duty.Step(var step) -> {
        sign(state, step, assignment.keys().aggregator());
        Log.infof("round-step signed, round %d, step %s", state.rounds().size(), step.step());
      }
      case Duty.Recompute(var round, var inputs) -> {
        Aggregate aggregate =
            metrics.time("round", () -> coordinator.compute(state, round, inputs));
        sign(state, aggregate, assignment.keys().aggregator());
        board.update(p -> p.stated(aggregate.outputDigest()));
        Log.infof(
            "aggregate stated, round %d, rejected %d, output %s",
            round.number(), aggregate.rejected().size(), aggregate.outputDigest());
      }
      case Duty.Release _ -> {
        if (state.phase() instanceof Phase.Releasing releasing) {
          Release release = publisher.publish(state, releasing);
          bundles.sign(state, release);
          sign(state, release, assignment.keys().release());
          Log.infof("release signed, release %d", release.sequence());
        }
      }
      case Duty.Wait _ -> {}
    }
  }

  private void sign(FederationState state, Predicate predicate, HybridKey key) throws IOException {
    var envelope = Envelope.sign(new Statement(predicate), key);
    var _ = site.registry().append(state.charter().federation(), envelope);
    metrics.stated(predicate.getClass().getSimpleName());
  }

  /** Once a release is in force nobody needs the updates it was made of. */
  private void forgetLastRound(FederationState state) throws IOException {
    Optional<LoggedRelease> latest = state.latestRelease();
    if (latest.isPresent() && !cleared.equals(latest.map(LoggedRelease::digest))) {
      site.store()
          .clear(
              latest.get().release().files().stream()
                  .map(Release.File::sha256)
                  .collect(Collectors.toSet()));
      cleared = latest.map(LoggedRelease::digest);
    }
  }

  private static String phaseOf(FederationState state) {
    return state.phase().getClass().getSimpleName();
  }

  private static String describe(Duty duty) {
    return switch (duty) {
      case Duty.Open _ -> "signing round-open";
      case Duty.Step _ -> "signing round-step";
      case Duty.Close _ -> "signing round-close";
      case Duty.Recompute _ -> "recomputing the round";
      case Duty.Release _ -> "publishing and signing the release";
      case Duty.Wait(String reason) -> reason;
    };
  }
}
