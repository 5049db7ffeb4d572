package io.commonweight.registry;

import static io.restassured.RestAssured.given;

import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Envelope;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;

/** How tests get tokens, step by step. */
public final class SignedIn {
  private SignedIn() {}

  /** The payload of a token request. */
  public record Request(String audience, long expiresAt, String federation, String nonce) {}

  /** What answers a new challenge rightly. */
  public static Request request(TestFederation federation) {
    JsonPath challenge = given().post("/v1/challenges").then().statusCode(200).extract().jsonPath();
    return new Request(
        challenge.getString("audience"),
        challenge.getLong("expiresAt"),
        federation.name(),
        challenge.getString("nonce"));
  }

  /** The registry under test, as its clients see it. */
  public static RegistryClient registry() {
    return new RegistryClient(URI.create("http://localhost:" + RestAssured.port));
  }

  /** Sends a signed request. */
  public static Response send(Request request, HybridKey key) {
    byte[] body =
        Envelope.sign("application/vnd.commonweight.token+json", CanonicalJson.write(request), key)
            .encode();
    return given().body(body).contentType("application/json").post("/v1/tokens");
  }

  /** The {@code Authorization} header of a key. */
  public static String as(TestFederation federation, HybridKey key) {
    return "Bearer "
        + send(request(federation), key).then().statusCode(200).extract().<String>path("token");
  }
}
