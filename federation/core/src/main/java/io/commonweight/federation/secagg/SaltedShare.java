package io.commonweight.federation.secagg;

import java.security.SecureRandom;
import java.util.SortedMap;

/**
 * A share of a secret, and the salt with which its dealer committed to it.
 *
 * @param salt 32 random bytes
 * @param share the share
 */
public record SaltedShare(Secret salt, Secret share) {

  /** The share that has been dealt to a coordinate, with a fresh salt. */
  static SaltedShare at(SortedMap<Integer, byte[]> shares, int coordinate, SecureRandom random) {
    byte[] share = shares.get(coordinate);
    if (share == null) {
      throw new IllegalArgumentException("nothing was dealt to coordinate " + coordinate);
    }
    return new SaltedShare(Secret.random(random), Secret.of(share));
  }
}
