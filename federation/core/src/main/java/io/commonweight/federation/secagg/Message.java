package io.commonweight.federation.secagg;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.CanonicalJson;

/** What a node signs in a session. */
public sealed interface Message permits Advertisement, Dealing, MaskedInput, Reveal {

  /** The session's name. */
  Sha256 session();

  /** Who says it. */
  Fingerprint node();

  /** The canonical bytes, which are the payload of the envelope. */
  default byte[] encode() {
    return CanonicalJson.write(this);
  }
}
