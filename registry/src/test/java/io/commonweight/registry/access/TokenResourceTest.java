package io.commonweight.registry.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import io.commonweight.federation.FederationFixture;
import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.SignedIn;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Revocation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class TokenResourceTest {
  private final TestFederation federation = new TestFederation("entering");

  @BeforeEach
  void found() throws Exception {
    federation.found(SignedIn.registry());
  }

  @Test
  void keyIsUnknownUntilItsDelegationIsLogged() throws Exception {
    HybridKey key = FederationFixture.key("entering-new");
    refused(SignedIn.send(SignedIn.request(federation), key), 403, "unknown-signer");

    federation.log(
        SignedIn.registry(), federation.delegation(key, Role.REGISTRY), federation.key("root", 1));

    SignedIn.send(SignedIn.request(federation), key).then().statusCode(200);
  }

  @Test
  void tokenEndsWithTheKeyThatItWasGivenTo() throws Exception {
    HybridKey key = FederationFixture.key("entering-short");
    federation.log(
        SignedIn.registry(), federation.delegation(key, Role.REGISTRY), federation.key("root", 2));
    String token = SignedIn.as(federation, key);
    federation.log(
        SignedIn.registry(),
        new Revocation(key.fingerprint(), Revocation.Reason.SUPERSEDED, Optional.empty()),
        federation.key("root", 2));

    refused(SignedIn.send(SignedIn.request(federation), key), 403, "revoked");
    refused(
        given()
            .header("Authorization", token)
            .put("/v1/federations/entering/blobs/" + TestFederation.digest("")),
        403,
        "revoked");
  }

  @Test
  void tokenLastsTenMinutesAtMost() {
    SignedIn.Request asked = SignedIn.request(federation);
    var greedy =
        new SignedIn.Request(
            asked.audience(), asked.expiresAt() + 86_400, asked.federation(), asked.nonce());

    long expiresAt =
        SignedIn.send(greedy, federation.key("node", 1))
            .then()
            .extract()
            .jsonPath()
            .getLong("expiresAt");

    assertThat(expiresAt).isLessThanOrEqualTo(Instant.now().getEpochSecond() + 600);
  }

  @Test
  void challengeIsAnsweredOnce() {
    SignedIn.Request request = SignedIn.request(federation);
    SignedIn.send(request, federation.key("node", 1)).then().statusCode(200);

    refused(SignedIn.send(request, federation.key("node", 1)), 403, "challenge-refused");
  }

  @Test
  void challengeOfAnotherAudienceIsRefused() {
    SignedIn.Request asked = SignedIn.request(federation);
    var other =
        new SignedIn.Request(
            "https://elsewhere.example", asked.expiresAt(), asked.federation(), asked.nonce());

    refused(SignedIn.send(other, federation.key("node", 1)), 403, "challenge-refused");
  }

  @Test
  void expiredRequestIsRefused() {
    SignedIn.Request asked = SignedIn.request(federation);
    var late = new SignedIn.Request(asked.audience(), 1, asked.federation(), asked.nonce());

    refused(SignedIn.send(late, federation.key("node", 1)), 403, "challenge-refused");
  }

  @Test
  void inventedChallengeIsRefused() {
    SignedIn.Request asked = SignedIn.request(federation);
    var invented =
        new SignedIn.Request(asked.audience(), asked.expiresAt(), asked.federation(), "AAAA");

    refused(SignedIn.send(invented, federation.key("node", 1)), 403, "challenge-refused");
  }

  @Test
  void strangerGetsNoToken() {
    refused(
        SignedIn.send(SignedIn.request(federation), FederationFixture.key("stranger")),
        403,
        "unknown-signer");
  }

  @Test
  void logKeyIsNobodysAndGetsNoToken() {
    CosignerKey log = federation.logKey();
    var key = new HybridKey(log.ed25519(), federation.key("root", 1).mlDsa65());

    refused(SignedIn.send(SignedIn.request(federation), key), 403, "unknown-signer");
  }

  @Test
  void bodyThatIsNoEnvelopeIsMalformed() {
    refused(given().body("{").post("/v1/tokens"), 400, "malformed");
    refused(given().body(new byte[17_000]).post("/v1/tokens"), 413, "too-large");
  }

  private static void refused(Response response, int status, String type) {
    response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", endsWith("/" + type));
  }
}
