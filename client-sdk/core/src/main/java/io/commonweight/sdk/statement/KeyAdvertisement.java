package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;

/**
 * A node's two public keys for one session (Bonawitz et al., figure 4, round 0).
 *
 * @param session for which session only
 * @param node whose
 * @param sharing to which others send it their shares
 * @param masking with which pairwise masks are agreed on
 */
public record KeyAdvertisement(Sha256 session, Fingerprint node, KemKey sharing, KemKey masking)
    implements SecureMessage {

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("session", session));
  }
}
