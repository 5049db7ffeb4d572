package io.commonweight.cli.key;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.charter.Delegations;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.Revocation.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One key in the log that takes the place of another.
 *
 * @param own what the log says, and the organization
 * @param old the key that goes
 * @param now when that is
 */
record Rotation(OwnLog own, RoleKey old, Instant now) {

  /**
   * Where it stands in the log.
   *
   * @param delegation the new key's delegation
   * @param revocation the old key's revocation, unless that was never delegated, or was revoked
   */
  record Places(long delegation, Optional<Long> revocation) {}

  /**
   * Delegates the new key and revokes the old one, which then signs on until the new one may; but
   * the other way round where a member has as many nodes as it may.
   */
  Places swap(RoleKey next) throws IOException, CommandException {
    if (isFull()) {
      Optional<Long> revoked = revoke();
      return new Places(delegate(next), revoked);
    }
    long delegated = delegate(next);
    return new Places(delegated, revoke());
  }

  private boolean isFull() {
    long nodes =
        delegations().live(Role.NODE, own.state().directory().time()).stream()
            .filter(node -> node.organization().equals(own.holder().organization()))
            .count();
    return old.role() == Role.NODE && nodes >= own.holder().member().nodes();
  }

  private long delegate(RoleKey next) throws IOException, CommandException {
    OptionalLong weight =
        find()
            .map(before -> OptionalLong.of(before.delegation().maxWeight()))
            .orElseGet(OptionalLong::empty);
    return new Delegating(own.holder(), delegations(), now)
        .delegate(next, Delegation.MAX_VALIDITY, weight)
        .index();
  }

  private Optional<Long> revoke() throws IOException, CommandException {
    Fingerprint key = old.key().fingerprint();
    if (find().isEmpty() || delegations().revocation(key).isPresent()) {
      return Optional.empty();
    }
    var revocation = new Revocation(key, Reason.SUPERSEDED, Optional.empty());
    return Optional.of(own.holder().append(revocation).index());
  }

  private Optional<Delegated> find() {
    return delegations().find(old.key().fingerprint());
  }

  private Delegations delegations() {
    return own.delegations();
  }
}
