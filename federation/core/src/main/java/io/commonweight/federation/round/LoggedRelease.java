package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;
import java.util.List;

/**
 * A release in force.
 *
 * @param release what it says
 * @param digest the digest of its payload
 * @param index where it came into force: the index of the last of {@code envelopes}
 * @param envelopes the indexes of the quorum's envelopes over it, in log order
 * @param aggregates the indexes of the equal aggregates it rests on; none for release 0
 */
public record LoggedRelease(
    Release release, Sha256 digest, long index, List<Long> envelopes, List<Long> aggregates) {

  /** Copies the lists. */
  public LoggedRelease {
    envelopes = List.copyOf(envelopes);
    aggregates = List.copyOf(aggregates);
  }
}
