package io.commonweight.sdk.evidence;

import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.statement.Envelope;
import java.util.List;

/**
 * A charter that is said to have come into force.
 *
 * @param envelope its statement, with the signatures of all roots that brought it into force
 * @param keys the keys it names
 * @param proofs for each signer, in order, where the entry that carries its signatures alone stands
 */
public record CharterEvidence(Envelope envelope, KeySet keys, List<InclusionProof> proofs) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it has more than 1024 elements
   */
  public CharterEvidence {
    if (proofs.size() > Evidence.MAX_ELEMENTS) {
      throw new IllegalArgumentException(proofs.size() + " proofs of a charter");
    }
    proofs = List.copyOf(proofs);
  }
}
