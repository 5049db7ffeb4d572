package io.commonweight.federation.secagg;

import io.commonweight.sdk.identity.Fingerprint;

/**
 * From whom to whom a parcel goes.
 *
 * @param from its sender
 * @param to its receiver
 */
public record Route(Fingerprint from, Fingerprint to) {

  /** The direction in which a pair's ciphertext goes: from the lower node to the higher. */
  static Route ofPair(Fingerprint one, Fingerprint other) {
    return one.compareTo(other) < 0 ? new Route(one, other) : new Route(other, one);
  }
}
