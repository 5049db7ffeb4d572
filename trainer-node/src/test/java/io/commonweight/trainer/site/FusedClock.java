package io.commonweight.trainer.site;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that kills whoever asks it the n-th time: just before the n-th line that is written to
 * the journal or the ledger.
 */
final class FusedClock extends Clock {
  private final InstantSource time = InstantSource.system();
  private int left;

  FusedClock(int left) {
    this.left = left;
  }

  @Override
  public Instant instant() {
    left--;
    if (left == 0) {
      throw new Killed();
    }
    return time.instant();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  /** The process dies here. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }
}
