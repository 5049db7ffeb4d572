package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.RoundOpen;
import java.util.OptionalLong;

/**
 * A round that was opened.
 *
 * @param id the digest of its opening statement
 * @param open what the opening says
 * @param openedAt the index at which the opening came into force
 * @param cutoff the index of the k-th closing statement: updates before it count; absent while open
 */
public record Round(Sha256 id, RoundOpen open, long openedAt, OptionalLong cutoff) {

  /** Which round it is, from 1. */
  public int number() {
    return open.number();
  }

  Round closedAt(long index) {
    return new Round(id, open, openedAt, OptionalLong.of(index));
  }
}
