package io.commonweight.cli.log;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.LogProof;

/**
 * A statement in the log.
 *
 * @param digest its digest
 * @param receipt the verified proof of its place
 */
public record Appended(Sha256 digest, LogProof receipt) {

  /** Its place. */
  public long index() {
    return receipt.inclusion().index();
  }
}
