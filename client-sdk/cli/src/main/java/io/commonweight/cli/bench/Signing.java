package io.commonweight.cli.bench;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.statement.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast statements are signed and verified by one thread, and how fast their classical half
 * alone would be.
 *
 * @param key who signs
 * @param payload what
 */
record Signing(HybridKey key, Bytes payload) {
  private static final String TYPE = "application/vnd.in-toto+json";

  /** Signing and verifying with Ed25519: the baselines; then with ML-DSA-65, and with both. */
  List<Rate> measure(Duration time) throws Exception {
    List<Rate> rates = new ArrayList<>();
    byte[] message = Envelope.preAuthenticationEncoding(TYPE, payload.toArray());
    for (SigningKey half : List.of(key.ed25519(), key.mlDsa65())) {
      String name = half.algorithm().label();
      byte[] signature = half.sign(message);
      rates.add(Rate.of(name + " sign", time, () -> half.sign(message)));
      rates.add(
          Rate.of(
              name + " verify",
              time,
              () -> require(half.verifyingKey().verify(message, signature))));
    }
    Envelope envelope = envelope();
    rates.add(Rate.of("statement sign", time, this::envelope));
    rates.add(
        Rate.of("statement verify", time, () -> require(envelope.isSignedBy(key.verifyingKey()))));
    return rates;
  }

  /** The payload as a log entry. */
  Envelope envelope() {
    return Envelope.sign(TYPE, payload.toArray(), key);
  }

  private static void require(boolean isValid) {
    if (!isValid) {
      throw new IllegalStateException("a signature does not verify");
    }
  }
}
