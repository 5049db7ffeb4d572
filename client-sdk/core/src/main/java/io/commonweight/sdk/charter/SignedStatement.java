package io.commonweight.sdk.charter;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import java.util.Optional;

/**
 * A statement whose signatures were verified, by a key that may make it.
 *
 * @param envelope what is logged
 * @param predicate what it says
 * @param signer the key that signed
 * @param holder whose key that is
 * @param proposal if it is a charter: that charter with its keys
 */
public record SignedStatement(
    Envelope envelope,
    Predicate predicate,
    Fingerprint signer,
    Holder holder,
    Optional<Founding> proposal) {

  /** The digest of the payload: what other statements name this one by. */
  public Sha256 digest() {
    return envelope.payloadDigest();
  }

  /** The organization that says it. */
  public String organization() {
    return holder.organization();
  }
}
