package io.commonweight.federation.secagg;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.Statement;

/**
 * A message that stands in the log: whoever read it there has seen that the node it names has
 * signed it.
 *
 * @param message what the node says
 * @param digest the digest of the statement's payload
 */
public record Signed<M extends SecureMessage>(M message, Sha256 digest) {

  /** A message with its digest. */
  static <M extends SecureMessage> Signed<M> of(M message) {
    return new Signed<>(message, new Statement(message).digest());
  }
}
