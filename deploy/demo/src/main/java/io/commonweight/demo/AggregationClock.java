package io.commonweight.demo;

import io.commonweight.federation.round.FederationState;
import java.time.Duration;
import java.time.Instant;

/**
 * How long the federation spends between the close of a round and its release, as the log shows.
 */
final class AggregationClock {
  private Instant closedAt = Instant.EPOCH;
  private Duration spent = Duration.ZERO;

  /** Takes note of an entry as it is seen. */
  void logged(long index, FederationState state) {
    if (state.rounds().stream().anyMatch(round -> round.cutoff().orElse(-1) == index)) {
      closedAt = Instant.now();
    }
    boolean isRelease =
        state.releases().stream()
            .anyMatch(release -> release.index() == index && release.release().sequence() > 0);
    if (isRelease) {
      spent = spent.plus(Duration.between(closedAt, Instant.now()));
    }
  }

  /** The sum over all rounds. */
  Duration spent() {
    return spent;
  }
}
