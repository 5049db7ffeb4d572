package io.commonweight.trainer.train;

import io.commonweight.trainer.policy.Tensor;
import java.util.List;

/**
 * What holds a node back from drifting to its own optimum while it trains, away from the others'.
 */
public sealed interface Drift {

  /** Nothing does: plain federated averaging. */
  record Free() implements Drift {}

  /**
   * A pull back to the base: the loss has a further term μ/2·|w − base|², so its gradient μ·(w −
   * base). Li et al., <em>Federated Optimization in Heterogeneous Networks</em> (FedProx), MLSys
   * 2020.
   *
   * @param strength μ, above 0
   */
  record Proximal(double strength) implements Drift {

    /** Checks the strength. */
    public Proximal {
      if (!(strength > 0 && strength < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("proximal term " + strength + " is not above 0");
      }
    }
  }

  /**
   * A correction of every gradient, by what the others' gradients differ from this node's. Steps
   * are those of plain gradient descent: {@link ControlVariates} would not be gradients otherwise.
   *
   * @param difference c − c<sub>i</sub>, in the order and of the shapes of the policy's tensors
   */
  record Corrected(List<Tensor> difference) implements Drift {

    /** Copies the list. */
    public Corrected {
      difference = List.copyOf(difference);
    }
  }
}
