package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import java.util.List;

/**
 * What counts in a round: a function of the log, so no aggregator can drop or add anything. Of an
 * open round these are updates, of a secure one sums.
 */
public sealed interface RoundInputs permits InputSet, CohortInputs {

  /** What the log alone shows not to count, sorted by index. */
  List<Rejection> rejected();

  /** The digest that every aggregator of the round must state. */
  Sha256 digest();

  /**
   * The inputs of a round.
   *
   * @param state the state as long as the round is aggregated or released
   * @throws java.util.NoSuchElementException if the round has not closed, or is secure and not the
   *     one that waits for its aggregate or release
   */
  static RoundInputs of(FederationState state, Round round) {
    return round.open().privacy().isSecure()
        ? CohortInputs.of(state, round)
        : InputSet.of(state, round);
  }
}
