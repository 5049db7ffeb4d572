package io.commonweight.federation.aggregation;

import io.commonweight.sdk.statement.Optimizer;
import java.util.List;

/** Which of the files that a round makes. All have the tensors and the header of the weights. */
public enum Part {
  /** The new weights. */
  WEIGHTS,
  /** The optimizer's first state. */
  MOMENTUM,
  /** The optimizer's second state. */
  VARIANCE;

  /** The files of a round, in this order. */
  public static List<Part> of(Optimizer optimizer) {
    return List.of(values()).subList(0, 1 + optimizer.states());
  }
}
