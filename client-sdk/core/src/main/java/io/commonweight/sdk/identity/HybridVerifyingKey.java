package io.commonweight.sdk.identity;

import java.util.List;

/**
 * The public halves of a {@link HybridKey}.
 *
 * @param ed25519 the classical half, whose fingerprint names the pair
 * @param mlDsa65 the post-quantum half
 */
public record HybridVerifyingKey(VerifyingKey ed25519, VerifyingKey mlDsa65) {

  /**
   * Checks the algorithms.
   *
   * @throws IllegalArgumentException if a half is of another one
   */
  public HybridVerifyingKey {
    requireAlgorithms(ed25519.algorithm(), mlDsa65.algorithm());
  }

  static void requireAlgorithms(Algorithm first, Algorithm second) {
    if (first != Algorithm.ED25519 || second != Algorithm.ML_DSA_65) {
      throw new IllegalArgumentException(
          "a hybrid key is one of Ed25519 and one of ML-DSA-65, not %s and %s"
              .formatted(first.label(), second.label()));
    }
  }

  /** What names this pair: the fingerprint of its Ed25519 half. */
  public Fingerprint fingerprint() {
    return ed25519.fingerprint();
  }

  /** The fingerprints of both halves, Ed25519 first. */
  public List<Fingerprint> fingerprints() {
    return List.of(ed25519.fingerprint(), mlDsa65.fingerprint());
  }
}
