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
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.Growth;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
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
import java.util.Optional;
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
    Checkpoint checkpoint = checkpoint(evidence);
    for (int i = 0; i < release.entries().size(); i++) {
      evidence
          .proofs()
          .get(i)
          .verify(
              MerkleTree.leafHash(release.entries().get(i).encode()),
              checkpoint.size(),
              checkpoint.root());
    }
    assertThat(evidence.charters())
        .singleElement()
        .satisfies(
            charter -> {
              assertThat(charter.envelope().payload()).isEqualTo(federation.founding().payload());
              assertThat(charter.keys()).isEqualTo(federation.founding().keys());
              assertThat(charter.proofs()).hasSize(TestFederation.AGGREGATING);
            });
    assertThat(evidence.delegations()).as("root keys need none").isEmpty();
    assertThat(evidence.revocations()).isEmpty();
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
    assertThat(evidence.checkpoint()).isEqualTo(witnessed.encode());
    assertThat(evidence.tail().end()).isEqualTo(checkpoint(evidence).size());
    evidence
        .releaseProof(0)
        .orElseThrow()
        .verify(evidence.release().entries().getFirst().encode(), federation.noteKey());
  }

  @Test
  void evidenceShowsTheLogToItsEndAndThatItGrew() throws Exception {
    var registry = new RegistryClient(URI.create("http://localhost:" + RestAssured.port));
    federation.openRound(registry);
    long seen = federation.foundingEntries().size();

    var then =
        new Checkpoint(federation.founding().charter().log().origin(), seen, MerkleTree.EMPTY_ROOT);

    Evidence evidence =
        Evidence.parse(registry.evidenceJson(federation.name(), "0", Optional.of(then)));

    Checkpoint before = checkpoint(evidence);
    Frontier tree = evidence.tail().before();
    assertThat(tree.size()).isEqualTo(seen);
    for (Bytes entry : evidence.tail().entries()) {
      tree = tree.append(MerkleTree.leafHash(entry.toArray()));
    }
    assertThat(tree.size()).isEqualTo(before.size());
    assertThat(tree.root()).isEqualTo(before.root());
    Growth growth = evidence.consistency().orElseThrow();
    assertThat(growth.size()).isEqualTo(seen);
    growth.proof().verify(seen, evidence.tail().before().root(), before.size(), before.root());
  }

  private Checkpoint checkpoint(Evidence evidence) throws ProofException {
    return Checkpoint.open(
        SignedNote.parse(evidence.checkpoint().getBytes(StandardCharsets.UTF_8)),
        federation.noteKey());
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
