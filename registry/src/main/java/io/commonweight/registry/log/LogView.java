package io.commonweight.registry.log;

import io.commonweight.federation.round.FederationState;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.SignedNote;

/**
 * A log at one checkpoint: what readers see. Everything it covers is durable.
 *
 * @param checkpoint size and root
 * @param note the checkpoint as the log's key signed it
 * @param state what the entries mean
 */
public record LogView(Checkpoint checkpoint, SignedNote note, FederationState state) {
  /** The number of entries. */
  public long size() {
    return checkpoint.size();
  }
}
