package io.commonweight.federation.service.follow;

import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.federation.round.Duty;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.service.shard.RoundMetrics;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.WorkingKey;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.RoundOpen;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an aggregator may sign, by the delegations of its keys, and can, by the arithmetic it has.
 * Not thread-safe.
 */
final class Mandate {
  /** How long before the end of a delegation people are told to renew it. */
  private static final Duration NOTICE = Duration.ofDays(14);

  private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);

  private final WorkingKey aggregator;
  private final WorkingKey release;
  private final RoundMetrics metrics;
  private final Clock clock;
  private final Map<Role, Instant> nextWarning = new EnumMap<>(Role.class);

  Mandate(Assignment assignment, RoundMetrics metrics, Clock clock) {
    this.aggregator = key(assignment, Role.AGGREGATOR, assignment.keys().aggregator());
    this.release = key(assignment, Role.RELEASE, assignment.keys().release());
    this.metrics = metrics;
    this.clock = clock;
  }

  private static WorkingKey key(Assignment assignment, Role role, HybridKey key) {
    return new WorkingKey(assignment.organization(), role, key.verifyingKey());
  }

  /** Why a duty cannot be done now, in words; empty if it can, or is to wait. */
  Optional<String> hindrance(Duty duty, FederationState state) {
    Directory directory = state.directory();
    if (!(duty instanceof Duty.Wait) && !state.charter().hasVote(aggregator.organization())) {
      return Optional.of(
          "%s does not aggregate under charter %d"
              .formatted(aggregator.organization(), state.charter().version()));
    }
    return switch (duty) {
      case Duty.Wait _ -> Optional.empty();
      case Duty.Open(var open) -> hindrance(aggregator, directory).or(() -> arithmetic(open));
      case Duty.Step _, Duty.Close _ -> hindrance(aggregator, directory);
      case Duty.Recompute(var round, _) ->
          hindrance(aggregator, directory).or(() -> arithmetic(round.open()));
      case Duty.Release(var round, _, _) ->
          hindrance(release, directory)
              .or(() -> hindrance(aggregator, directory)) // it stores the files
              .or(() -> arithmetic(round.open()));
    };
  }

  private Optional<String> hindrance(WorkingKey key, Directory directory) {
    return key.hindrance(directory, clock.instant());
  }

  private static Optional<String> arithmetic(RoundOpen open) {
    return open.specId().hex().equals(Dagg1.SPEC_ID)
        ? Optional.empty()
        : Optional.of(
            "round %d wants aggregation %s, this software computes %s: use the release of Commonweight that the federation agreed on"
                .formatted(open.number(), open.specId(), Dagg1.SPEC_ID));
  }

  /** Measures how long the delegations last, and warns once a day of one that ends soon. */
  void look(Directory directory) {
    for (WorkingKey key : List.of(aggregator, release)) {
      Optional<Delegation> delegation = key.delegation(directory);
      Duration left = delegation.map(this::left).orElse(Duration.ZERO);
      metrics.delegated(key.role(), left);
      if (delegation.isPresent() && left.compareTo(NOTICE) < 0 && isTimeToWarn(key.role())) {
        Log.warnf(
            "the delegation of %s ends at %s: run 'commonweight keys delegate'",
            key, Instant.ofEpochSecond(delegation.get().notAfter()));
      }
    }
  }

  private Duration left(Delegation delegation) {
    Duration left = Duration.between(clock.instant(), Instant.ofEpochSecond(delegation.notAfter()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private boolean isTimeToWarn(Role role) {
    Instant now = clock.instant();
    if (now.isBefore(nextWarning.getOrDefault(role, Instant.MIN))) {
      return false;
    }
    nextWarning.put(role, now.plus(BETWEEN_WARNINGS));
    return true;
  }
}
