package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import java.util.List;

/**
 * A charter that came into force.
 *
 * @param charter what it says
 * @param digest the digest of its payload
 * @param index where it came into force: the index of the last of {@code envelopes}
 * @param envelopes the indexes of the root signatures up to there, in log order
 */
public record LoggedCharter(Charter charter, Sha256 digest, long index, List<Long> envelopes) {

  /** Copies the list. */
  public LoggedCharter {
    envelopes = List.copyOf(envelopes);
  }
}
