package io.commonweight.sdk.identity;

import io.commonweight.sdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * What a party signs statements with: two private keys, of a classical and of a post-quantum
 * algorithm. Both sign every statement, and both signatures must verify: a forger has to break
 * both.
 *
 * @param ed25519 the classical half, whose fingerprint names the pair
 * @param mlDsa65 the post-quantum half
 */
public record HybridKey(SigningKey ed25519, SigningKey mlDsa65) {

  /**
   * Checks the algorithms.
   *
   * @throws IllegalArgumentException if a half is of another one
   */
  public HybridKey {
    HybridVerifyingKey.requireAlgorithms(ed25519.algorithm(), mlDsa65.algorithm());
  }

  /** A fresh pair in memory. */
  public static HybridKey generate(SecureRandom random) {
    return new HybridKey(
        SigningKey.generate(Algorithm.ED25519, random),
        SigningKey.generate(Algorithm.ML_DSA_65, random));
  }

  /**
   * The pair that follows from one seed: each half's seed is SHA-256 of the algorithm's name and
   * the seed, so neither half gives the other away.
   *
   * @throws IllegalArgumentException if the seed has not 32 bytes
   */
  public static HybridKey ofSeed(byte[] seed) {
    if (seed.length != Algorithm.SEED_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes, not " + seed.length);
    }
    return new HybridKey(derived(Algorithm.ED25519, seed), derived(Algorithm.ML_DSA_65, seed));
  }

  private static SigningKey derived(Algorithm algorithm, byte[] seed) {
    var digest = Sha256.newDigest();
    digest.update(
        "commonweight hybrid %s\n"
            .formatted(algorithm.label())
            .getBytes(StandardCharsets.US_ASCII));
    return SigningKey.ofSeed(algorithm, digest.digest(seed));
  }

  /** The public halves. */
  public HybridVerifyingKey verifyingKey() {
    return new HybridVerifyingKey(ed25519.verifyingKey(), mlDsa65.verifyingKey());
  }

  /** What names this pair: the fingerprint of its Ed25519 half. */
  public Fingerprint fingerprint() {
    return ed25519.fingerprint();
  }
}
