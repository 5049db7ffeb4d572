package io.commonweight.registry.access;

import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Charter.Role;
import java.time.Instant;

/**
 * Whom a token was given to.
 *
 * @param federation the federation in which the key is at work
 * @param key the key that signed the challenge
 * @param holder whose key that is, and what it may do
 * @param expiresAt until when the token is good
 */
public record Caller(String federation, Fingerprint key, Holder holder, Instant expiresAt) {

  /** Whether the key is still at work: charters follow each other, and keys are revoked. */
  boolean isKnownTo(Directory directory) {
    if (holder.role() == Role.ROOT) {
      return directory.charter().memberOfRoot(key).isPresent();
    }
    return directory.charter().member(holder.organization()).isPresent()
        && directory.delegations().revocation(key).isEmpty();
  }
}
