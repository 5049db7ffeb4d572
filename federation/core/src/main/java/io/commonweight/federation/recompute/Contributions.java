package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.Contribution;
import io.commonweight.federation.aggregation.Weights;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Update;
import java.util.List;

/** What the updates that count in a round weigh. */
public final class Contributions {
  private Contributions() {}

  /** The updates as the rule sees them. */
  public static List<Contribution> of(List<Logged<Update>> accepted, InputSet inputs) {
    return accepted.stream()
        .map(
            update ->
                new Contribution(
                    update.signer().hex(),
                    update.organization(),
                    update.statement().frames(),
                    inputs.staleness(update)))
        .toList();
  }

  /** The weight of each. */
  public static List<Integer> weights(
      RoundOpen open, List<Logged<Update>> accepted, InputSet inputs) {
    return Weights.of(of(accepted, inputs), open.nodeWeightCap(), open.organizationWeightCap());
  }
}
