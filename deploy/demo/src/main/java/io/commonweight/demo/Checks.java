package io.commonweight.demo;

import io.commonweight.demo.report.Report.Degraded;
import io.commonweight.demo.report.Report.Pull;
import io.commonweight.demo.report.Report.Revoked;
import io.commonweight.demo.report.RoundRow;
import io.commonweight.sdk.statement.Aggregate.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checks of the protocol that decide the demo's exit code. Success rates are none of them. */
final class Checks {
  private static final List<String> OUTCOMES =
      List.of("completed", "waited", "completedAfterReturn");

  private Checks() {}

  /**
   * The hostile round.
   *
   * @param round its number
   * @param victim the organization whose node was taken over
   */
  record Hostile(int round, String victim) {}

  /** What did not hold. */
  static List<String> failures(
      List<RoundRow> rounds,
      int wantedRounds,
      Hostile hostile,
      Optional<Revoked> revoked,
      List<Degraded> degraded,
      Pull pull) {
    var failures = new ArrayList<String>();
    require(failures, rounds.size() >= wantedRounds, "only " + rounds.size() + " rounds completed");
    for (RoundRow round : rounds) {
      require(
          failures,
          round.quorum().have() >= round.quorum().need(),
          "round " + round.number() + " lacks a quorum of equal aggregates");
    }
    require(
        failures,
        rounds.stream()
            .filter(round -> round.number() == hostile.round())
            .flatMap(round -> round.updates().stream())
            .filter(update -> update.org().equals(hostile.victim()))
            .anyMatch(update -> update.reason().equals(Optional.of(Reason.RANGE.name()))),
        "the hostile update of round " + hostile.round() + " was not refused for its values");
    require(
        failures,
        revoked.filter(Revoked::updateRefused).isPresent(),
        "an update with a revoked key was not refused");
    require(
        failures,
        degraded.stream().map(Degraded::outcome).toList().equals(OUTCOMES),
        "with aggregators stopped the rounds went otherwise: " + degraded);
    require(failures, pull.verified(), "the pulled release did not verify");
    require(failures, !pull.witnesses().isEmpty(), "no witness has cosigned the pulled release");
    require(
        failures,
        !pull.bundles().isEmpty(),
        "no bundle for other tools came with the pulled release");
    require(
        failures, pull.opensslVerified().orElse(true), "openssl refused a bundle that was pulled");
    require(failures, pull.hfVerified().orElse(true), "what hf pulled did not verify");
    require(failures, pull.tamperRefused(), "a flipped byte was not refused");
    return failures;
  }

  private static void require(List<String> failures, boolean holds, String failure) {
    if (!holds) {
      failures.add(failure);
    }
  }
}
