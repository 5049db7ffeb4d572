package io.commonweight.registry.charter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.commonweight.federation.FederationFixture;
import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.SignedIn;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Statement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** A charter follows another, and its keys come before it. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class CharterResourceTest {
  private static final String PATH = "/v1/federations/succeeding/";

  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  private final TestFederation federation = new TestFederation("succeeding");

  @Test
  void charterInForceIsServedWithTheChainThatLedToIt() throws Exception {
    RegistryClient registry = SignedIn.registry();
    federation.found(registry);
    assertThat(given().get(PATH + "charter.json").asByteArray())
        .isEqualTo(federation.founding().payload().toArray());
    assertThat(given().get(PATH + "keys.json").asByteArray())
        .isEqualTo(federation.founding().keys().encode());
    KeySet keys = federation.keysWith(FederationFixture.key("newcomer"));
    Charter next = federation.nextCharter(keys.digest());

    refused(vote(next, 1), 409, "unknown-keys");
    registry
        .session(federation.name(), federation.key("root", 1), Clock.systemUTC())
        .putKeySet(keys);
    for (int i = 1; i <= TestFederation.AGGREGATING; i++) {
      vote(next, i).then().statusCode(200);
    }

    assertThat(given().get(PATH + "charter.json").asByteArray())
        .isEqualTo(new Statement(next).encode());
    assertThat(given().get(PATH + "keys.json").asByteArray()).isEqualTo(keys.encode());
    assertThat(registry.keySet(federation.name(), keys.digest()).encode()).isEqualTo(keys.encode());
    given()
        .get(PATH + "charters")
        .then()
        .statusCode(200)
        .body("", hasSize(2))
        .body("[0].keys", equalTo(federation.founding().charter().keys().hex()))
        .body("[1].keys", equalTo(keys.digest().hex()))
        .body("[1].statement.signatures", hasSize(2 * TestFederation.AGGREGATING));
  }

  @Test
  void whatIsNoKeySetOfThatDigestIsRefused() throws Exception {
    federation.found(SignedIn.registry());
    Sha256 digest = federation.founding().charter().keys();

    refused(put(digest, EMPTY), 422, "digest-mismatch");
    refused(put(TestFederation.digest("{}"), EMPTY), 400, "malformed");
    refused(put(digest, new byte[KeySet.MAX_BYTES + 1]), 413, "too-large");
    refused(given().get(PATH + "keys/" + TestFederation.digest("none")), 404, "not-found");
    given().get(PATH + "keys/" + digest).then().statusCode(200);
  }

  private Response vote(Charter charter, int i) {
    return given()
        .body(TestFederation.sign(charter, federation.key("root", i)).encode())
        .post(PATH + "log/entries");
  }

  private Response put(Sha256 digest, byte[] body) {
    return given()
        .header("Authorization", SignedIn.as(federation, federation.key("root", 1)))
        .contentType("application/json")
        .body(body)
        .put(PATH + "keys/" + digest);
  }

  private static void refused(Response response, int status, String type) {
    response.then().statusCode(status).body("type", endsWith("/" + type));
  }
}
