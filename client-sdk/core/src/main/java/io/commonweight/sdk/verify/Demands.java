package io.commonweight.sdk.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody asks for, beyond a genuine release.
 *
 * @param wanted which releases will do
 * @param maxAge how long ago witnesses may have signed the log's state
 * @param disconnectedUntil until when it may be longer, because no registry can be reached
 */
public record Demands(Wanted wanted, Duration maxAge, Optional<Instant> disconnectedUntil) {
  /** How old evidence may be where nobody says otherwise. */
  public static final Duration MAX_AGE = Duration.ofDays(30);

  /** Which releases will do. */
  public enum Wanted {
    /** The newest that the log has. */
    LATEST,
    /** None older than one seen earlier. */
    NOT_OLDER,
    /** Any: somebody named it. */
    ANY
  }

  /** A release that will do, with evidence of the last 30 days. */
  public static Demands of(Wanted wanted) {
    return new Demands(wanted, MAX_AGE, Optional.empty());
  }
}
