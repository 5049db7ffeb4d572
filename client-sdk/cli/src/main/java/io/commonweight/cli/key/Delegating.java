package io.commonweight.cli.key;

import io.commonweight.cli.log.Appended;
import io.commonweight.cli.log.RootHolder;
import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.charter.Delegations;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives keys their roles in the name of an organization.
 *
 * @param holder the organization
 * @param delegations what the log says so far
 * @param now when that is
 */
public record Delegating(RootHolder holder, Delegations delegations, Instant now) {
  /** A registry whose clock is behind ours takes the key all the same. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /**
   * Appends a delegation.
   *
   * @param validity how long it lasts, at most 90 days
   * @param maxWeight the most frames that a node's update weighs; absent for what the charter
   *     allows
   */
  public Appended delegate(RoleKey key, Duration validity, OptionalLong maxWeight)
      throws IOException, CommandException {
    Charter charter = holder.documents().charter();
    long from = Math.max(now.minus(CLOCK_SKEW).getEpochSecond(), earliest(key));
    long most = maxWeight.orElse(charter.aggregation().nodeWeightCap());
    return holder.append(
        new Delegation(
            charter.federation(),
            key.role(),
            key.key(),
            key.role() == Role.NODE ? most : 0,
            from,
            from + validity.toSeconds()));
  }

  /** A delegation that is prolonged, perhaps within the same second, has to begin later. */
  private long earliest(RoleKey key) {
    return find(key).map(before -> before.delegation().notBefore() + 1).orElse(0L);
  }

  /** Whether a key still wants a delegation: its member may use it, and it has none that lasts. */
  public boolean isWanting(RoleKey key) {
    Member member = holder.member();
    boolean votes = key.role() == Role.AGGREGATOR || key.role() == Role.RELEASE;
    return (member.aggregates() || !votes)
        && find(key).filter(before -> !isOver(before) && !before.isLapsed()).isEmpty();
  }

  private Optional<Delegated> find(RoleKey key) {
    return delegations.find(key.key().fingerprint());
  }

  private boolean isOver(Delegated before) {
    return before.isOver(now.getEpochSecond());
  }
}
