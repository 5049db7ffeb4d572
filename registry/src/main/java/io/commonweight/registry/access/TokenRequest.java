package io.commonweight.registry.access;

import io.commonweight.registry.problem.RegistryException.Malformed;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;

/**
 * What a caller signs to get a token.
 *
 * @param audience the registry that the token is for, by its address
 * @param expiresAt until when the token should be good, in seconds since 1970
 * @param federation the federation in which the key is at work
 * @param nonce the challenge
 */
record TokenRequest(String audience, long expiresAt, String federation, String nonce) {
  static final String PAYLOAD_TYPE = "application/vnd.commonweight.token+json";
  private static final int MAX_BYTES = 4096;

  /** Reads the payload of an envelope; its signature is not looked at. */
  static TokenRequest parse(Envelope envelope) {
    if (!envelope.payloadType().equals(PAYLOAD_TYPE)) {
      throw new Malformed("payload type '" + envelope.payloadType() + "' is not " + PAYLOAD_TYPE);
    }
    try {
      return CanonicalJson.read(envelope.payload().toArray(), MAX_BYTES, TokenRequest.class);
    } catch (JsonException e) {
      throw new Malformed("the payload is no token request: " + e.getMessage());
    }
  }
}
