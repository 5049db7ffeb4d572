package io.commonweight.sdk.charter;

import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The key that a running process signs with, as the log sees it: it may be not delegated yet, at
 * work, over or revoked.
 *
 * @param organization whose process it is
 * @param role what the key is meant for, any but {@code ROOT}
 * @param key its public halves
 */
public record WorkingKey(String organization, Role role, HybridVerifyingKey key) {

  /**
   * Why nothing may be signed with the key now, in words that end with the next step; empty if
   * something may.
   *
   * @param now the process's own clock; the log's time counts as well
   */
  public Optional<String> hindrance(Directory directory, Instant now) {
    if (directory.charter().member(organization).isEmpty()) {
      return Optional.of(
          "%s is no member of %s under charter %d: its members must ratify one that names it"
              .formatted(
                  organization, directory.charter().federation(), directory.charter().version()));
    }
    Optional<Revoked> revoked = directory.delegations().revocation(fingerprint());
    if (revoked.isPresent()) {
      return Optional.of(
          "%s was revoked at index %d: make another with 'commonweight keys rotate'"
              .formatted(this, revoked.get().index()));
    }
    return directory
        .delegations()
        .find(fingerprint())
        .filter(delegated -> !delegated.isLapsed())
        .map(delegated -> hindrance(delegated, directory, now))
        .orElseGet(
            () ->
                Optional.of(
                    "waiting for the delegation of %s: run 'commonweight keys delegate'"
                        .formatted(this)));
  }

  private Optional<String> hindrance(Delegated delegated, Directory directory, Instant now) {
    Delegation delegation = delegated.delegation();
    if (!delegated.organization().equals(organization)
        || delegation.role() != role
        || !delegation.key().equals(key)) {
      return Optional.of(
          "%s is another's: it is the %s key of %s; use the key file of this role"
              .formatted(this, name(delegation.role()), delegated.organization()));
    }
    if (delegated.isOver(Math.max(now.getEpochSecond(), directory.time()))) {
      return Optional.of(
          "the delegation of %s ended at %s: run 'commonweight keys delegate'"
              .formatted(this, Instant.ofEpochSecond(delegation.notAfter())));
    }
    return now.getEpochSecond() < delegation.notBefore()
        ? Optional.of(
            "the delegation of %s begins at %s: wait, or set the clock"
                .formatted(this, Instant.ofEpochSecond(delegation.notBefore())))
        : Optional.empty();
  }

  /** What gives the key its role, though it may be over; empty if there is none, or no more. */
  public Optional<Delegation> delegation(Directory directory) {
    return directory
        .delegations()
        .find(fingerprint())
        .filter(_ -> directory.delegations().revocation(fingerprint()).isEmpty())
        .map(Delegated::delegation);
  }

  /** What names the key. */
  public Fingerprint fingerprint() {
    return key.fingerprint();
  }

  @Override
  public String toString() {
    return name(role) + " key " + fingerprint();
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
