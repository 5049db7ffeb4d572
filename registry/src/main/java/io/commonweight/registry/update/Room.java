package io.commonweight.registry.update;

import io.commonweight.federation.round.SecureBlob.Kind;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;

/**
 * What somebody may bring in a step of a secure round.
 *
 * @param round the id of the round
 * @param kind what the step is for
 * @param writer who brings it
 * @param maxBytes the most bytes that one blob may have
 * @param most how many blobs; each writer has room of its own, so none takes another's
 */
record Room(Sha256 round, Kind kind, Fingerprint writer, long maxBytes, int most) {

  /** Names the step and the writer. */
  String step() {
    return "%s/%s/%s".formatted(round, kind, writer);
  }
}
