package io.commonweight.sdk.charter;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Revocation;

/**
 * A revocation in force.
 *
 * @param revocation what it says
 * @param digest the digest of its payload
 * @param index where it came into force
 */
public record Revoked(Revocation revocation, Sha256 digest, long index) {

  /** The key that is no more. */
  public Fingerprint key() {
    return revocation.key();
  }

  /** From which place in the log on nothing that the key signed is to be believed. */
  public long from() {
    return Math.min(index, revocation.suspectFrom().orElse(index));
  }
}
