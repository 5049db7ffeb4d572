package io.commonweight.registry.log;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.SignedStatement;

/**
 * What may stand in a log once: a repetition is recognised by it.
 *
 * @param signedDigest the digest of what is signed
 * @param organization who signed
 */
record EntryKey(Sha256 signedDigest, String organization) {
  static EntryKey of(SignedStatement statement) {
    return new EntryKey(statement.envelope().signedDigest(), statement.organization());
  }
}
