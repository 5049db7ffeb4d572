package io.commonweight.registry.witness;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.log.ConsistencyProof;
import io.commonweight.sdk.log.SignedNote;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class WitnessResourceTest {
  private static final ConsistencyProof EMPTY = new ConsistencyProof(List.of());

  private static Response post(AddCheckpoint request) {
    return post(request.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static Response post(byte[] body) {
    return given().contentType("text/plain").body(body).post("/witness/add-checkpoint");
  }

  @Test
  void everyStatusOfTheSpecification() throws Exception {
    GrowingLog log = GrowingLog.of(RegistryServices.WITNESS, "a", "b", "c", "d", "e");
    GrowingLog unknown = GrowingLog.of(new TestFederation("unknown"), "a");
    String monitored =
        "/witness/" + Bytes.utf8(RegistryServices.WITNESS.logKey().name()).sha256() + "/checkpoint";

    post(new byte[] {1}).then().statusCode(400);
    post(new byte[AddCheckpoint.MAX_BYTES + 1]).then().statusCode(413);
    post(unknown.growth(0, 1)).then().statusCode(404);
    given().get(monitored).then().statusCode(404);
    var forged = new SignedNote(log.note(3).text(), log.note(2).signatures());
    post(AddCheckpoint.of(0, EMPTY, forged))
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", endsWith("/forbidden"));
    post(AddCheckpoint.of(4, EMPTY, log.note(3)))
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", endsWith("/malformed"));
    post(log.growth(2, 3))
        .then()
        .statusCode(409)
        .contentType("text/x.tlog.size")
        .body(equalTo("0\n"));
    post(AddCheckpoint.of(0, log.proof(2, 3), log.note(3)))
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", endsWith("/not-consistent"));
    // Of this log only the Ed25519 key is known.
    var ofKnownKey = new SignedNote(log.note(3).text(), log.note(3).signatures().subList(0, 1));
    String lines =
        post(log.growth(0, 3))
            .then()
            .statusCode(200)
            .body(startsWith("— " + RegistryServices.WITNESS_NAME + " "))
            .body(endsWith("\n"))
            .extract()
            .asString();
    given().get(monitored).then().statusCode(200).body(equalTo(ofKnownKey.encode() + lines));
    post(log.growth(0, 5))
        .then()
        .statusCode(409)
        .contentType("text/x.tlog.size")
        .body(equalTo("3\n"));
  }

  @Test
  void evidenceIsListedAndRead() throws Exception {
    List<String> digests = given().get("/v1/evidence").then().statusCode(200).extract().path("$");

    assertThat(digests).isEmpty();
    given().get("/v1/evidence/" + Bytes.utf8("none").sha256()).then().statusCode(404);
    given().get("/v1/evidence/none").then().statusCode(400);
  }
}
