package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;

/**
 * A blob of a secure round, for which its node has signed in the log.
 *
 * @param kind what it is
 * @param digest its SHA-256
 * @param round the id of the round
 * @param session the session of the cohort
 * @param index where its node has signed for it
 * @param node whose it is
 */
public record SecureBlob(
    Kind kind, Sha256 digest, Sha256 round, Sha256 session, long index, Fingerprint node) {

  /** What nodes upload in a secure round. */
  public enum Kind {
    /** A dealer's parcels, one after the other: nodes of the cohort need theirs. */
    PARCELS,
    /** A masked vector, which anybody may see once the round is over. */
    VECTOR
  }
}
