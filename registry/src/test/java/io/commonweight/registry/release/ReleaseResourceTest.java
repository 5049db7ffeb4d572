package io.commonweight.registry.release;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.Round;
import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.TestFederation;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.Logs;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Statement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class ReleaseResourceTest {
  private static final String RELEASES = "/v1/federations/releasing/releases";

  @Inject Logs logs;

  private final TestFederation federation = new TestFederation("releasing");

  @Test
  void evidenceHoldsAQuorumWhoseReceiptsVerifyOffline() throws Exception {
    var registry = new RegistryClient(URI.create("http://localhost:" + RestAssured.port));
    federation.openRound(registry);

    Evidence evidence = registry.evidence(federation.name(), "latest");

    Envelope release = evidence.release();
    assertThat(Statement.parse(release).predicate()).isEqualTo(federation.release0());
    assertThat(release.entries()).hasSize(TestFederation.AGGREGATING);
    for (int i = 0; i < release.entries().size(); i++) {
      LogProof proof = LogProof.parse(evidence.proofs().get(i).getBytes(StandardCharsets.UTF_8));
      proof.verify(release.entries().get(i).encode(), federation.noteKey());
    }
    assertThat(evidence.delegations()).as("root keys need none").isEmpty();
    given()
        .get(RELEASES)
        .then()
        .statusCode(200)
        .body("sequence", contains(0))
        .body("[0].weights", equalTo(federation.release0().weights().sha256().hex()))
        .body(
            "[0].index",
            equalTo(federation.foundingEntries().size() + TestFederation.AGGREGATING - 1));
  }

  @Test
  void evidenceLeadsToTheNewestCheckpointThatIsWitnessed() throws Exception {
    var registry = new RegistryClient(URI.create("http://localhost:" + RestAssured.port));
    Round round = federation.openRound(registry);
    FederationLog log = logs.get(federation.name());
    SignedNote witnessed =
        log.view()
            .note()
            .with(
                log.view()
                    .checkpoint()
                    .cosign(FederationFixture.witnessKey(2), Instant.ofEpochSecond(1_800_000_000)));
    log.publishWitnessed(witnessed);
    federation.log(registry, new RoundClose(round.id()), federation.key("aggregator", 1));

    Evidence evidence = registry.evidence(federation.name(), "latest");

    assertThat(log.view().note().text()).isNotEqualTo(witnessed.text());
    for (int i = 0; i < TestFederation.AGGREGATING; i++) {
      LogProof proof = LogProof.parse(evidence.proofs().get(i).getBytes(StandardCharsets.UTF_8));
      assertThat(proof.checkpoint()).isEqualTo(witnessed);
      proof.verify(evidence.release().entries().get(i).encode(), federation.noteKey());
    }
  }

  @Test
  void releaseThatIsNotThereHasNoEvidence() {
    given().get(RELEASES + "/7/evidence").then().statusCode(404);
    given().get("/v1/federations/entering/releases/latest/evidence").then().statusCode(404);
    given()
        .get("/v1/federations/entering/releases")
        .then()
        .statusCode(200)
        .body("size()", equalTo(0));
  }
}
