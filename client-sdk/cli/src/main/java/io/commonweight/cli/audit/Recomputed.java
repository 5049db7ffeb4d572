package io.commonweight.cli.audit;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate;
import java.util.List;
import java.util.Map;

/**
 * What a round's aggregate must be.
 *
 * @param result what every aggregator must state
 * @param proofs what each must state to show that it had the bytes
 * @param inputs the updates that count and their weights, or the sums, as documents
 */
record Recomputed(
    Aggregate.Result result, Map<Fingerprint, Sha256> proofs, List<Map<String, Object>> inputs) {

  /** Copies the collections. */
  Recomputed {
    proofs = Map.copyOf(proofs);
    inputs = List.copyOf(inputs);
  }
}
