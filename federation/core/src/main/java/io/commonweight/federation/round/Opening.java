package io.commonweight.federation.round;

import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.EvaluationGate;
import io.commonweight.sdk.statement.Evaluation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Whether the next round may be opened. */
final class Opening {
  private static final long PERMILLE = 1000;

  private Opening() {}

  /** What stands against it, in words; empty if nothing does. */
  static Optional<String> hindrance(FederationState state) {
    Charter charter = state.charter();
    if (state.directory().isExpired()) {
      return Optional.of(
          "charter %d has expired: its members must ratify the next version"
              .formatted(charter.version()));
    }
    return charter.gate().flatMap(gate -> hindrance(state, gate)).or(() -> withoutCohort(state));
  }

  private static Optional<String> withoutCohort(FederationState state) {
    return state.charter().privacy().isSecure()
        ? new Cohorts(state.directory()).hindrance(state.latestRelease().orElseThrow().release())
        : Optional.empty();
  }

  private static Optional<String> hindrance(FederationState state, EvaluationGate gate) {
    List<Logged<Evaluation>> evaluations = ofLatestRelease(state, gate);
    long organizations = evaluations.stream().map(Logged::organization).distinct().count();
    if (organizations < gate.organizations()) {
      return Optional.of(
          "waiting for evaluations of the newest release: %d of %d organizations"
              .formatted(organizations, gate.organizations()));
    }
    long trials = evaluations.stream().mapToLong(e -> e.statement().trials()).sum();
    long successes = evaluations.stream().mapToLong(e -> e.statement().successes()).sum();
    return successes * PERMILLE >= gate.minPermille() * trials
        ? Optional.empty()
        : Optional.of(
            "the newest release succeeded in %d of %d trials, the charter's gate is %d of 1000"
                .formatted(successes, trials, gate.minPermille()));
  }

  /** One evaluation of each organization: its first. */
  private static List<Logged<Evaluation>> ofLatestRelease(
      FederationState state, EvaluationGate gate) {
    var seen = new HashSet<String>();
    return state.evaluations().stream()
        .filter(
            e ->
                state
                    .latestRelease()
                    .filter(latest -> latest.digest().equals(e.statement().release()))
                    .isPresent())
        .filter(e -> e.statement().suite().equals(gate.suite()))
        .filter(e -> e.statement().split().equals(gate.split()))
        .filter(e -> seen.add(e.organization()))
        .toList();
  }
}
