package io.commonweight.registry.log;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;

/**
 * What may stand in a log once: a repetition is recognised by it. An organization that renews its
 * root key signs one charter with the old and the new one, so it is the key that counts.
 *
 * @param signedDigest the digest of what is signed
 * @param signer the key that signed
 */
record EntryKey(Sha256 signedDigest, Fingerprint signer) {
  static EntryKey of(SignedStatement statement) {
    return new EntryKey(statement.envelope().signedDigest(), statement.signer());
  }

  /** The key that an envelope claims; its signatures are not looked at. */
  static EntryKey claimed(Envelope envelope) throws JsonException {
    return new EntryKey(envelope.signedDigest(), envelope.signerHint());
  }
}
