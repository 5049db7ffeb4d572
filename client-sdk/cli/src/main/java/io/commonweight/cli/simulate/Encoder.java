package io.commonweight.cli.simulate;

import io.commonweight.cli.simulate.Chance.Purpose;
import io.commonweight.federation.aggregation.Quantized;
import io.commonweight.federation.aggregation.Quantizer;
import io.commonweight.federation.aggregation.Rounding;
import io.commonweight.federation.aggregation.UnacceptableUpdateException;
import io.commonweight.sdk.statement.Encoding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The nodes' side of quantising: what integers left over of a node's last update is kept for its
 * next. Different nodes may be encoded at the same time.
 */
final class Encoder {
  private final Plan plan;
  private final Quantizer quantizer;
  private final List<List<float[]>> carried;

  Encoder(Plan plan) {
    this.plan = plan;
    this.quantizer = plan.engine().quantizer();
    this.carried = new ArrayList<>(Collections.nCopies(plan.cohort().nodes(), List.of()));
  }

  /** The update of a node, or nothing where its training came to what no integer says. */
  Optional<Submission> encode(Local local, int round, List<float[]> base) {
    Node node = local.node();
    try {
      Quantized quantized = quantizer.encode(base, local.weights(), rounding(round, node.index()));
      carried.set(node.index(), quantized.left());
      return Optional.of(new Submission(node, round, frames(node), quantized.tensors()));
    } catch (UnacceptableUpdateException _) {
      return Optional.empty();
    }
  }

  private Rounding rounding(int round, int node) {
    return plan.engine().encoding() == Encoding.I32
        ? new Rounding.Nearest()
        : new Rounding.Stochastic(
            plan.chance().of(Purpose.ROUNDING, round, node), carried.get(node));
  }

  private long frames(Node node) {
    long held = node.samples().count();
    return node.isHostile() ? plan.threat().statedFrames().orElse(held) : held;
  }
}
