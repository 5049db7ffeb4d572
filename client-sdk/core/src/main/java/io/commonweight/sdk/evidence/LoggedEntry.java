package io.commonweight.sdk.evidence;

import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.statement.Envelope;

/**
 * A log entry and what is said to show where it stands.
 *
 * @param envelope the entry
 * @param proof of its place; leads to the checkpoint of the evidence, or to where the federation
 *     left the log in which it stands
 */
public record LoggedEntry(Envelope envelope, InclusionProof proof) {

  /** Where it is said to stand. */
  public long index() {
    return proof.index();
  }
}
