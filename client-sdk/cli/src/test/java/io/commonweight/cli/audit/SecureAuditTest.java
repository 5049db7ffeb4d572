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
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds of which there is nothing but masked vectors and their sum. */
class SecureAuditTest {
  private static final int ALL = 4;

  private final AuditedFederation federation =
      new AuditedFederation(Rule.mean(), Optimizer.none(), Privacy.SEALED);
  private final SecureParty party = new SecureParty(federation);
  @TempDir private Path folder;
  private AuditRun run;

  @BeforeEach
  void store() throws IOException {
    run = AuditRun.of(federation, folder);
  }

  @Test
  void sumsAreRecomputedByAnybody() throws Exception {
    for (int i = 0; i < 2; i++) {
      federation.aggregateHonestly(party.round(ALL), 1, 2, 3);
      federation.release();
    }

    for (Invocation audit : new Invocation[] {run.withKeys(), run.with("--json")}) {
      assertThat(audit.err()).isEmpty();
      assertThat(audit.exitCode()).isZero();
      assertThat(audit.json().path("rounds")).hasSize(2);
      for (JsonNode round : audit.json().path("rounds")) {
        assertThat(round.path("recomputed").isMissingNode()).isFalse();
        assertThat(round.path("recomputed")).isEqualTo(round.path("standing"));
      }
    }
  }

  @Test
  void whoStatesAnotherSumIsNamed() throws Exception {
    Round round = party.round(ALL);
    federation.aggregateHonestly(round, 1, 2, 3);
    Bytes other = AuditedFederation.file(new float[20]);
    federation.append(federation.aggregate(round, 4, other), aggregatorKey(4));

    Invocation audit = run.withKeys();

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").findValuesAsText("who")).containsExactly("org-4");
    assertThat(audit.json().at("/findings/0/problem").asText()).contains(other.sha256().toString());
  }

  @Test
  void changedVectorsAreNotAddedUp() throws Exception {
    Round round = party.round(ALL);
    federation.aggregateHonestly(round, 1, 2, 3);
    federation.secureBlobs().values().forEach(blob -> blob[blob.length - 1] ^= 1);

    Invocation audit = run.withKeys();

    assertThat(audit.json().path("findings")).isEmpty();
    assertThat(audit.json().at("/rounds/0/notRecomputed").asText())
        .contains("has no blob that is what entry")
        .contains("ask another");
  }

  /** Then the masks between it and the others are taken off with what the others give out. */
  @Test
  void sumsWithoutANodeThatLeftAreRecomputedWithKeys() throws Exception {
    Round round = party.round(ALL - 1);
    federation.append(
        federation.aggregate(round, 1, AuditedFederation.file(new float[20])), aggregatorKey(1));

    JsonNode audit = run.withKeys().json();

    assertThat(audit.path("findings").findValuesAsText("who")).containsExactly("org-1");
    assertThat(audit.at("/findings/0/inputs/0/dropouts").asInt()).isEqualTo(1);
    assertThat(audit.at("/findings/0/inputs/0/entries")).hasSize(ALL - 1);
  }
}
