package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
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

  static <P extends Predicate> Logged<P> of(long index, SignedStatement signed, P statement) {
    return new Logged<>(index, signed.organization(), signed.signer(), signed.digest(), statement);
  }
}
