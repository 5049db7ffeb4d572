package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Update;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stretch of the log in which the updates of a round are logged, and which of them count. An
 * update of an earlier round counts too if its weights are not too stale (FedBuff: Nguyen et al.,
 * AISTATS 2022).
 */
final class Window {
  private final FederationState state;
  private final Round round;
  private final long from;
  private final long to;
  private final SortedMap<Sha256, Integer> ages = new TreeMap<>();
  private final Map<Sha256, Round> known = new HashMap<>();
  private final List<Rejection> rejected = new ArrayList<>();

  /**
   * The window of a round.
   *
   * @param to the place at which it ends
   */
  Window(FederationState state, Round round, long to) {
    this.state = state;
    this.round = round;
    this.to = to;
    this.from =
        round.number() == 1 ? 0 : state.rounds().get(round.number() - 2).cutoff().orElseThrow();
    for (Round other : state.rounds().subList(0, round.number())) {
      known.put(other.id(), other);
    }
  }

  InputSet inputSet() {
    SortedMap<Fingerprint, Logged<Update>> inputs = new TreeMap<>();
    Set<Submission> submitted = new HashSet<>();
    for (Logged<Update> update : state.updates()) {
      boolean isFirst = submitted.add(new Submission(update.statement().round(), update.signer()));
      if (update.index() < from || update.index() >= to) {
        continue;
      }
      Optional<Reason> outside = outside(update.statement().round());
      if (outside.isPresent()) {
        reject(update, outside.get());
      } else if (!isFirst || inputs.putIfAbsent(update.signer(), update) != null) {
        reject(update, Reason.DUPLICATE);
      }
    }
    inputs.values().removeIf(this::isRejected);
    inputs.values().forEach(input -> ages.put(input.statement().round(), age(input)));
    rejected.sort(Comparator.comparingLong(Rejection::index));
    return new InputSet(List.copyOf(inputs.values()), rejected, ages);
  }

  /** Why no update of a round can count here; empty if one can. */
  Optional<Reason> outside(Sha256 id) {
    Round of = known.get(id);
    if (of == null) {
      return Optional.of(Reason.UNKNOWN_ROUND);
    }
    if (round.number() - of.number() > round.open().maxStaleness()) {
      return Optional.of(Reason.LATE);
    }
    return isComparable(of.open(), round.open())
        ? Optional.empty()
        : Optional.of(Reason.WRONG_BASE);
  }

  /** Whether integers mean the same under both openings. */
  private static boolean isComparable(RoundOpen one, RoundOpen other) {
    return one.encoding() == other.encoding()
        && one.scales().equals(other.scales())
        && one.normBound().equals(other.normBound())
        && one.specId().equals(other.specId());
  }

  private boolean isRejected(Logged<Update> update) {
    Optional<Reason> reason = Optional.empty();
    if (update.isSuspect(state.directory(), to)) {
      reason = Optional.of(Reason.REVOKED);
    } else if (!update.statement().base().equals(roundOf(update).open().base())) {
      reason = Optional.of(Reason.WRONG_BASE);
    } else if (update.statement().bytes() > round.open().maxUpdateBytes()) {
      reason = Optional.of(Reason.SIZE);
    }
    reason.ifPresent(why -> reject(update, why));
    return reason.isPresent();
  }

  private int age(Logged<Update> update) {
    return round.number() - roundOf(update).number();
  }

  private Round roundOf(Logged<Update> update) {
    return known.getOrDefault(update.statement().round(), round);
  }

  private void reject(Logged<Update> update, Reason reason) {
    rejected.add(new Rejection(update.index(), update.signer(), reason));
  }

  /** A node's part in a round, of which the first counts. */
  private record Submission(Sha256 round, Fingerprint node) {}
}
