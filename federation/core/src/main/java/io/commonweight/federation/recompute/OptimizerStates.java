package io.commonweight.federation.recompute;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import java.util.List;
import java.util.Optional;

/**
 * What a round's optimizer goes on from. The states of one kind mean nothing to another: the
 * momentum of one is a sum, of another a mean. So what another kind has written counts as zeros,
 * whatever the charter says next.
 */
public final class OptimizerStates {
  private OptimizerStates() {}

  /**
   * The files of the base release that the round reads: momentum and variance, as far as there are
   * any. What is not among them is all zeros.
   *
   * @param state in which the round's base and the round that made it are in the log
   * @throws java.util.NoSuchElementException if the log has no such release
   */
  public static List<Release.File> before(FederationState state, RoundOpen open) {
    Release base = state.release(open.release()).orElseThrow().release();
    Optional<Round> made = base.round().flatMap(state::round);
    return of(base, made.map(round -> round.open().optimizer().kind()), open.optimizer().kind());
  }

  static List<Release.File> of(Release base, Optional<Optimizer.Kind> made, Optimizer.Kind now) {
    return made.filter(now::equals).isPresent() ? base.optimizerState() : List.of();
  }
}
