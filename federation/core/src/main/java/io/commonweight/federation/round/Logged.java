package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Predicate;

/**
 * A statement and its place in the log.
 *
 * @param index its index
 * @param organization who said it
 * @param signer with which key
 * @param digest the digest of its payload
 * @param statement what it says
 */
public record Logged<P extends Predicate>(
    long index, String organization, Fingerprint signer, Sha256 digest, P statement) {

  /** This, of which {@code same} is the statement by its kind. */
  <Q extends Predicate> Logged<Q> saying(Q same) {
    return new Logged<>(index, organization, signer, digest, same);
  }

  /**
   * Whether the key was revoked before a place of the log, with effect from before the statement.
   */
  boolean isSuspect(Directory directory, long before) {
    return directory
        .delegations()
        .revocation(signer)
        .filter(revoked -> revoked.index() < before)
        .filter(revoked -> revoked.from() <= index)
        .isPresent();
  }

  static <P extends Predicate> Logged<P> of(long index, SignedStatement signed, P statement) {
    return new Logged<>(index, signed.organization(), signed.signer(), signed.digest(), statement);
  }
}
