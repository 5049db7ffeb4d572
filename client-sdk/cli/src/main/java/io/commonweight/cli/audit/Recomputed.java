package io.commonweight.cli.audit;

import io.commonweight.federation.round.Logged;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Update;
import java.util.List;
import java.util.Map;

/**
 * What a round's aggregate must be.
 *
 * @param result what every aggregator must state
 * @param proofs what each must state to show that it had the bytes
 * @param inputs the updates that count, and their weights
 */
record Recomputed(Aggregate.Result result, Map<Fingerprint, Sha256> proofs, List<Weighted> inputs) {

  /** Copies the collections. */
  Recomputed {
    proofs = Map.copyOf(proofs);
    inputs = List.copyOf(inputs);
  }

  /** An update that counts, and what it weighs. */
  record Weighted(Logged<Update> update, int weight) {}
}
