package io.commonweight.cli.simulate;

import io.commonweight.federation.aggregation.Contribution;
import java.util.List;

/**
 * An update that a node submitted.
 *
 * @param round the round whose base it was trained from
 * @param frames what the node states
 * @param tensors its integers, read-only
 */
record Submission(Node node, int round, long frames, List<int[]> tensors) {

  /** What it brings into a round. */
  Contribution in(int round) {
    return new Contribution(node.name(), node.organizationName(), frames, round - this.round);
  }
}
