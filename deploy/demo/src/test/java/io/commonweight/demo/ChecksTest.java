package io.commonweight.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.demo.report.Report.Degraded;
import io.commonweight.demo.report.Report.Pull;
import io.commonweight.demo.report.Report.Revoked;
import io.commonweight.demo.report.RoundRow;
import io.commonweight.demo.report.RoundRow.QuorumRow;
import io.commonweight.demo.report.RoundRow.UpdateRow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final Checks.Hostile HOSTILE = new Checks.Hostile(2, "org");
  private static final Pull GOOD_PULL = pull(List.of("b"), Optional.of(true), Optional.of(true));
  private static final Optional<Revoked> REVOKED = Optional.of(new Revoked("org", 3, true));
  private static final List<Degraded> DEGRADED =
      List.of(degraded("completed"), degraded("waited"), degraded("completedAfterReturn"));
  private static final List<RoundRow> ROUNDS =
      List.of(round(1, 4, Optional.empty()), round(2, 3, Optional.of("RANGE")));

  @Test
  void nothingFailsWhenEverythingHeld() {
    assertThat(Checks.failures(ROUNDS, 2, HOSTILE, REVOKED, DEGRADED, GOOD_PULL)).isEmpty();
  }

  @Test
  void missingForeignToolsAreNoFailure() {
    Pull pull = pull(List.of("b"), Optional.empty(), Optional.empty());

    assertThat(Checks.failures(ROUNDS, 2, HOSTILE, REVOKED, DEGRADED, pull)).isEmpty();
  }

  @Test
  void revokedKeyThatWasNotTriedIsFailure() {
    assertThat(Checks.failures(ROUNDS, 2, HOSTILE, Optional.empty(), DEGRADED, GOOD_PULL))
        .containsExactly("an update with a revoked key was not refused");
  }

  @Test
  void everythingThatDoesNotHoldIsNamed() {
    List<RoundRow> rounds = List.of(round(1, 2, Optional.empty()));
    var pull =
        new Pull(
            "http://b/",
            false,
            List.of(),
            List.of(),
            Optional.of(false),
            Optional.of(false),
            false);
    Optional<Revoked> revoked = Optional.of(new Revoked("org", 3, false));

    assertThat(Checks.failures(rounds, 2, HOSTILE, revoked, DEGRADED.subList(0, 2), pull))
        .hasSize(11)
        .anyMatch(failure -> failure.contains("only 1 rounds"))
        .anyMatch(failure -> failure.contains("round 1 lacks a quorum"))
        .anyMatch(failure -> failure.contains("the hostile update of round 2"));
  }

  @Test
  void anotherRefusalThanTheHostileOneDoesNotCount() {
    List<RoundRow> rounds =
        List.of(round(1, 4, Optional.of("RANGE")), round(2, 4, Optional.of("LATE")));

    assertThat(Checks.failures(rounds, 2, HOSTILE, REVOKED, DEGRADED, GOOD_PULL)).hasSize(1);
  }

  private static Pull pull(
      List<String> bundles, Optional<Boolean> opensslVerified, Optional<Boolean> hfVerified) {
    return new Pull("http://b/", true, List.of("b"), bundles, opensslVerified, hfVerified, true);
  }

  private static RoundRow round(int number, int have, Optional<String> reason) {
    return new RoundRow(
        number,
        List.of(new UpdateRow("org", "ab", 10, reason.isEmpty(), reason)),
        List.of(),
        "r",
        new QuorumRow(have, 3));
  }

  private static Degraded degraded(String outcome) {
    return new Degraded(List.of("org"), outcome, 3, 3, Optional.empty());
  }
}
