package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Update;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The updates of a closed round: a function of the log before its cutoff, so no aggregator can drop
 * or add one.
 *
 * @param inputs the updates to aggregate, sorted by node fingerprint
 * @param rejected the updates that the log alone shows not to count, sorted by index
 */
public record InputSet(List<Logged<Update>> inputs, List<Rejection> rejected) {

  /** Copies the lists. */
  public InputSet {
    inputs = List.copyOf(inputs);
    rejected = List.copyOf(rejected);
  }

  /**
   * The input set of a round.
   *
   * @throws java.util.NoSuchElementException if the round has not closed
   */
  public static InputSet of(FederationState state, Round round) {
    long cutoff = round.cutoff().orElseThrow();
    long previousCutoff =
        round.number() == 1 ? 0 : state.rounds().get(round.number() - 2).cutoff().orElseThrow();
    var inputs = new TreeMap<Fingerprint, Logged<Update>>();
    var rejected = new ArrayList<Rejection>();
    for (Logged<Update> update : state.updates()) {
      if (update.index() >= cutoff || update.index() < previousCutoff) {
        continue;
      }
      if (!update.statement().round().equals(round.id())) {
        rejected.add(reject(update, outside(state, update)));
      } else if (inputs.putIfAbsent(update.signer(), update) != null) {
        rejected.add(reject(update, Reason.DUPLICATE));
      }
    }
    inputs.values().removeIf(update -> isRejected(state, round, update, rejected));
    rejected.sort(Comparator.comparingLong(Rejection::index));
    return new InputSet(List.copyOf(inputs.values()), rejected);
  }

  /** The digest that every aggregator of the round must state. */
  public Sha256 digest() {
    return Sha256.of(
        CanonicalJson.write(
            inputs.stream()
                .map(
                    input ->
                        new Input(
                            input.index(),
                            input.signer(),
                            input.statement().commitment(),
                            input.statement().frames()))
                .toList()));
  }

  private static boolean isRejected(
      FederationState state, Round round, Logged<Update> update, List<Rejection> rejected) {
    Optional<Reason> reason = Optional.empty();
    if (isSuspect(state, round, update)) {
      reason = Optional.of(Reason.REVOKED);
    } else if (!update.statement().base().equals(round.open().base())) {
      reason = Optional.of(Reason.WRONG_BASE);
    } else if (update.statement().bytes() > round.open().maxUpdateBytes()) {
      reason = Optional.of(Reason.SIZE);
    }
    reason.ifPresent(why -> rejected.add(reject(update, why)));
    return reason.isPresent();
  }

  /** Whether the key was revoked before the cutoff, with effect from before the update. */
  private static boolean isSuspect(FederationState state, Round round, Logged<Update> update) {
    return state
        .directory()
        .delegations()
        .revocation(update.signer())
        .filter(revoked -> revoked.index() < round.cutoff().orElseThrow())
        .filter(revoked -> revoked.from() <= update.index())
        .isPresent();
  }

  private static Reason outside(FederationState state, Logged<Update> update) {
    return state.round(update.statement().round()).isPresent() ? Reason.LATE : Reason.UNKNOWN_ROUND;
  }

  private static Rejection reject(Logged<Update> update, Reason reason) {
    return new Rejection(update.index(), update.signer(), reason);
  }

  private record Input(long index, Fingerprint node, Sha256 commitment, long frames) {}
}
