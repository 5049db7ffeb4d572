package io.commonweight.sdk.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A caller's proof of who it is, renewed when it runs out: a signed challenge bought a bearer token
 * of at most ten minutes.
 */
final class Token {
  /** The DSSE payload type of a signed challenge. */
  static final String PAYLOAD_TYPE = "application/vnd.commonweight.token+json";

  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final RegistryHttp http;
  private final String federation;
  private final HybridKey key;
  private final Clock clock;
  private String value = "";
  private Instant expiresAt = Instant.EPOCH;

  Token(RegistryHttp http, String federation, HybridKey key, Clock clock) {
    this.http = http;
    this.federation = federation;
    this.key = key;
    this.clock = clock;
  }

  /** A token that lasts for a while yet. */
  synchronized String value() throws IOException {
    if (clock.instant().plus(MARGIN).isAfter(expiresAt)) {
      renew();
    }
    return value;
  }

  /** Forgets a token that the registry no longer knows. */
  synchronized void discard() {
    expiresAt = Instant.EPOCH;
  }

  private void renew() throws IOException {
    JsonNode challenge = http.json(http.request("v1/challenges").POST(BodyPublishers.noBody()));
    byte[] payload =
        CanonicalJson.write(
            new Challenge(
                challenge.path("audience").asText(),
                challenge.path("expiresAt").asLong(),
                federation,
                challenge.path("nonce").asText()));
    byte[] body = Envelope.sign(PAYLOAD_TYPE, payload, key).encode();
    JsonNode token =
        http.json(
            http.request("v1/tokens")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    value = token.path("token").asText();
    expiresAt = Instant.ofEpochSecond(token.path("expiresAt").asLong());
  }

  /** What the caller signs. */
  record Challenge(String audience, long expiresAt, String federation, String nonce) {}
}
