package io.commonweight.sdk.verify;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.Checkpoint;
import java.time.Instant;
import java.util.Optional;

/**
 * What a client has seen of a federation, below which it never goes again: whoever shows it an
 * older state is refused.
 *
 * @param sequence the highest release
 * @param release the digest of that release
 * @param charterVersion the version of the charter in force
 * @param checkpoint the log's largest state
 * @param time when witnesses had signed it, Unix seconds; never ahead of the client's own clock
 */
public record Floor(
    int sequence, Sha256 release, int charterVersion, Checkpoint checkpoint, long time) {

  /** This floor, or where it is lower, that of what was just verified. */
  static Floor above(Optional<Floor> before, VerifiedRelease verified, Instant now) {
    long signed = Math.min(verified.witnessed().getEpochSecond(), now.getEpochSecond());
    var next =
        new Floor(
            verified.release().sequence(),
            verified.digest(),
            verified.charter().version(),
            verified.checkpoint(),
            signed);
    return before.map(floor -> floor.raisedTo(next)).orElse(next);
  }

  /** Whether a client that has seen both of these was lied to. */
  boolean contradicts(Floor other) {
    return (sequence == other.sequence && !release.equals(other.release))
        || (checkpoint.origin().equals(other.checkpoint.origin())
            && checkpoint.size() == other.checkpoint.size()
            && !checkpoint.equals(other.checkpoint));
  }

  /** A log that follows another is named by a later charter. */
  private boolean isExceededBy(Floor next) {
    return checkpoint.origin().equals(next.checkpoint.origin())
        ? next.checkpoint.size() > checkpoint.size()
        : next.charterVersion > charterVersion;
  }

  /** The higher of each. */
  Floor raisedTo(Floor next) {
    boolean isNewer = next.sequence > sequence;
    return new Floor(
        isNewer ? next.sequence : sequence,
        isNewer ? next.release : release,
        Math.max(charterVersion, next.charterVersion),
        isExceededBy(next) ? next.checkpoint : checkpoint,
        Math.max(time, next.time));
  }
}
