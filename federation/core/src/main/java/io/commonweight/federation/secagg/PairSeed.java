package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.Derivation.Purpose;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.Secret;

/**
 * The seeds of pairwise masks. The lower node of a pair encapsulates to the masking key of the
 * higher, with randomness that follows from its own masking secret; so either node's secret, with
 * what is public, gives the seed again.
 */
final class PairSeed {

  private PairSeed() {}

  /** What the lower node has: the seed, and the ciphertext for the higher. */
  record Agreed(Secret seed, Bytes ciphertext) {}

  /**
   * The lower node's part.
   *
   * @param secret the lower node's masking secret
   */
  static Agreed ofLower(
      SecAggRound round, Fingerprint lower, Secret secret, KeyAdvertisement higher) {
    byte[] key = higher.masking().bytes();
    byte[] randomness =
        round
            .derivation()
            .expand(
                Purpose.PAIR_ENCAPSULATION,
                XWing.ENCAPSULATION_SEED_BYTES,
                lower.bytes(),
                higher.node().bytes(),
                key,
                secret.bytes());
    XWing.Encapsulation encapsulation = XWing.encapsulate(key, randomness);
    return new Agreed(
        seed(round, lower, higher.node(), encapsulation.secret()), encapsulation.ciphertext());
  }

  /**
   * The higher node's part.
   *
   * @param secret the higher node's masking secret
   * @throws SecAggException FAULTY_DEALER if the ciphertext is of low order
   */
  static Secret ofHigher(
      SecAggRound round, Fingerprint lower, Fingerprint higher, Secret secret, Bytes ciphertext)
      throws SecAggException {
    try {
      return seed(round, lower, higher, XWing.decapsulate(secret, ciphertext.toArray()));
    } catch (IllegalArgumentException e) {
      throw new SecAggException(
          Reason.FAULTY_DEALER, "ciphertext of " + lower.abbreviated() + ": " + e.getMessage(), e);
    }
  }

  private static Secret seed(
      SecAggRound round, Fingerprint lower, Fingerprint higher, Secret shared) {
    return Secret.of(
        round
            .derivation()
            .expand(
                Purpose.PAIR_SEED, Secret.BYTES, lower.bytes(), higher.bytes(), shared.bytes()));
  }
}
