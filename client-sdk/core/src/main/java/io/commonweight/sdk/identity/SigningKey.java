package io.commonweight.sdk.identity;

import java.io.IOException;
import java.security.SecureRandom;

/**
 * A private key of one algorithm: something that signs, wherever the secret is kept.
 *
 * <p>Its text form shows the fingerprint of the public half and never the key.
 */
public sealed interface SigningKey permits SoftwareKey, TokenKey {

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

  /**
   * The key of P-256 in a PKCS#11 token, which it never leaves. The token needs a certificate of
   * the same label beside it, as {@code keytool -genkeypair} leaves one there.
   *
   * @param uri {@code pkcs11:token=T;object=O?module-path=/usr/lib/x.so} (RFC 7512), perhaps with
   *     {@code &pin-source=file:/run/pin}
   * @param pin is asked for the PIN if the URI names no file of it
   * @throws IOException if there is no such key, or the PIN is wrong; the message follows what
   *     names the key
   */
  static SigningKey inToken(String uri, Passphrase pin) throws IOException {
    return TokenKey.open(TokenUri.parse(uri), pin);
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
   *
   * @throws IllegalStateException if a token does not sign: it may be unplugged
   */
  byte[] sign(byte[] message);
}
