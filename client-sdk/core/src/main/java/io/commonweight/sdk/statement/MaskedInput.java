package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;

/**
 * A node's word for its masked vector (round 2), which is a blob of its own.
 *
 * @param session in which session
 * @param node whose
 * @param dealings the digest of the dealings whose pairwise masks are in it
 * @param vector the SHA-256 of its bytes
 */
public record MaskedInput(Sha256 session, Fingerprint node, Sha256 dealings, Sha256 vector)
    implements SecureMessage {

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("vector", vector));
  }
}
