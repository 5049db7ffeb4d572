package io.commonweight.cli.key;

import io.commonweight.cli.log.Appended;
import io.commonweight.cli.log.RootHolder;
import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.round.FederationState;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Gives keys their roles in the name of an organization.
 *
 * @param holder the organization
 * @param now when that is
 */
public record Delegating(RootHolder holder, Instant now) {
  /** A registry whose clock is behind ours takes the key all the same. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

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
    long from = now.minus(CLOCK_SKEW).getEpochSecond();
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

  /** Whether a key still wants a delegation: its member may use it, and it has none that lasts. */
  public boolean isWanting(RoleKey key, FederationState state) {
    Member member = holder.member();
    boolean votes = key.role() == Role.AGGREGATOR || key.role() == Role.RELEASE;
    return (member.aggregates() || !votes)
        && state
            .directory()
            .delegations()
            .find(key.key().fingerprint())
            .filter(before -> !isOver(before) && !before.isLapsed())
            .isEmpty();
  }

  private boolean isOver(Delegated before) {
    return before.isOver(now.getEpochSecond());
  }
}
