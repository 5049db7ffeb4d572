package io.commonweight.sdk.identity;

import java.security.SecureRandom;

/**
 * A private key of one algorithm: something that signs, wherever the secret is kept.
 *
 * <p>Its text form shows the fingerprint of the public half and never the key.
 */
public sealed interface SigningKey permits SoftwareKey {

  /** A fresh key in memory. */
  static SigningKey generate(Algorithm algorithm, SecureRandom random) {
    byte[] seed = new byte[Algorithm.SEED_BYTES];
    do {
      random.nextBytes(seed);
    } while (!Primitives.isSeed(algorithm, seed));
    return new SoftwareKey(algorithm, seed);
  }

  /**
   * The key of 32 secret bytes: the seed of Ed25519 (RFC 8032 §5.1.5) or ML-DSA (ξ of FIPS 204
   * algorithm 1), the scalar of P-256.
   *
   * @throws IllegalArgumentException if the seed is of another length, or no scalar of P-256
   */
  static SigningKey ofSeed(Algorithm algorithm, byte[] seed) {
    return new SoftwareKey(algorithm, seed);
  }

  /** What it signs with. */
  default Algorithm algorithm() {
    return verifyingKey().algorithm();
  }

  /** The public half. */
  VerifyingKey verifyingKey();

  /** What names this key. */
  default Fingerprint fingerprint() {
    return verifyingKey().fingerprint();
  }

  /**
   * A signature over {@code message} that {@link VerifyingKey#verify} accepts. A key in memory
   * always gives the same message the same one.
   */
  byte[] sign(byte[] message);
}
