package io.commonweight.sdk.verify;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Release;
import java.time.Instant;
import java.util.List;

/**
 * A release that a quorum signed in the sight of the log.
 *
 * @param release what it says
 * @param digest what names it
 * @param charter the charter in force
 * @param checkpoint the state of the log that covers every signature
 * @param witnessed when its witnesses signed that state
 * @param advisories what a quorum has since said of the release; never that nobody may load it
 */
public record VerifiedRelease(
    Release release,
    Sha256 digest,
    Charter charter,
    Checkpoint checkpoint,
    Instant witnessed,
    List<Advisory> advisories) {

  /** Copies the list. */
  public VerifiedRelease {
    advisories = List.copyOf(advisories);
  }
}
