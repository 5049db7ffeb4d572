package io.commonweight.sdk.verify;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.LogSequence;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.verify.Demands.Wanted;
import java.time.Instant;
import java.util.Optional;

/**
 * The comparisons with what was seen earlier; where nothing was, they hold.
 *
 * @param floor what was seen
 */
record FloorCheck(Optional<Floor> floor) {
  private static final String FIRST = "nothing was seen before";

  String clock(Instant now) throws FailedCheckException {
    return floor.isEmpty() ? FIRST : new Above(floor.get()).clock(now);
  }

  String version(Charter charter) throws FailedCheckException {
    return floor.isEmpty() ? FIRST : new Above(floor.get()).version(charter);
  }

  String sequence(Release release, Sha256 digest, Wanted wanted) throws FailedCheckException {
    return floor.isEmpty() ? FIRST : new Above(floor.get()).sequence(release, digest, wanted);
  }

  String consistency(LogSequence logs, Evidence evidence)
      throws FailedCheckException, ProofException {
    return floor.isEmpty() ? FIRST : new Above(floor.get()).consistency(logs, evidence);
  }
}
