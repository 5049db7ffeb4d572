package io.commonweight.cli.audit;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.cli.Invocation;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Voters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds whose optimizer hands its state from release to release. */
class OptimizerAuditTest {
  private final AuditedFederation federation =
      new AuditedFederation(Rule.mean(), nesterov(900_000), Privacy.OPEN);
  @TempDir private Path folder;
  private AuditRun run;

  @BeforeEach
  void store() throws IOException {
    run = AuditRun.of(federation, folder);
  }

  @Test
  void statesAreRecomputedFromReleaseToRelease() throws IOException {
    releaseRounds(3);

    Invocation audit = run.withKeys();

    assertThat(audit.err()).isEmpty();
    assertThat(audit.exitCode()).isZero();
    JsonNode third = audit.json().path("rounds").path(2);
    assertThat(third.path("recomputed").path("optimizerState")).hasSize(1);
    assertThat(third.path("recomputed")).isEqualTo(third.path("standing"));
  }

  @Test
  void anotherOptimizerStartsFromZerosUnderAnotherRule() throws IOException {
    releaseRounds(2);
    federation.amend(median(), adam());
    releaseRounds(2);

    Invocation audit = run.withKeys();

    assertThat(audit.exitCode()).isZero();
    assertThat(audit.json().path("charters")).hasSize(2);
    assertThat(audit.json().path("rounds")).hasSize(4);
    for (JsonNode round : audit.json().path("rounds")) {
      assertThat(round.path("recomputed")).isEqualTo(round.path("standing"));
    }
    assertThat(audit.json().at("/rounds/3/recomputed/optimizerState")).hasSize(2);
  }

  @Test
  void theSameOptimizerGoesOnWithOtherNumbers() throws IOException {
    releaseRounds(1);
    federation.amend(Rule.mean(), nesterov(500_000));
    releaseRounds(1);

    assertThat(run.withKeys().exitCode()).isZero();
  }

  @Test
  void roundThatIsOpenGoesOnByItsOwnRule() throws IOException {
    Round round = federation.round(_ -> federation.amend(median(), adam()));
    federation.aggregateHonestly(round, 1, 2, 3);
    federation.release();

    Invocation audit = run.withKeys();

    assertThat(audit.exitCode()).isZero();
    assertThat(audit.json().at("/rounds/0/recomputed/optimizerState")).hasSize(1);
  }

  @Test
  void whoStatesAnotherStateIsNamed() throws IOException {
    releaseRounds(1);
    Round round = federation.round();
    federation.aggregateHonestly(round, 1, 2, 3);
    Bytes other = AuditedFederation.file(new float[20]);
    federation.append(
        federation.aggregate(round, 4, federation.output(round), List.of(other)), aggregatorKey(4));

    Invocation audit = run.withKeys();

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").findValuesAsText("who")).containsExactly("org-4");
    assertThat(audit.json().at("/findings/0/problem").asText())
        .startsWith("states optimizer state [" + other.sha256() + "]");
  }

  private void releaseRounds(int count) {
    for (int i = 0; i < count; i++) {
      federation.aggregateHonestly(federation.round(), 1, 2, 3);
      federation.release();
    }
  }

  private static Rule median() {
    return new Rule(
        Rule.Kind.MEDIAN, Voters.NODE, 1, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Optimizer nesterov(int beta1) {
    return new Optimizer(
        Optimizer.Kind.NESTEROV,
        Optional.of(700_000),
        Optional.of(beta1),
        Optional.empty(),
        Optional.empty());
  }

  private static Optimizer adam() {
    return new Optimizer(
        Optimizer.Kind.ADAM,
        Optional.of(10_000),
        Optional.of(900_000),
        Optional.of(990_000),
        Optional.of(1_000));
  }
}
