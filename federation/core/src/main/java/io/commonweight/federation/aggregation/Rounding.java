package io.commonweight.federation.aggregation;

import java.util.List;
import java.util.random.RandomGenerator;

/** How a node turns a scaled difference into an integer. */
public sealed interface Rounding {

  /** To nearest, ties to even. */
  record Nearest() implements Rounding {}

  /**
   * Up with a probability of the fraction, so that the expected value is the difference itself.
   * What a round's integers left over is added to the next round's differences (error feedback:
   * Karimireddy et al., "Error Feedback Fixes SignSGD", ICML 2019).
   *
   * @param random where chance comes from
   * @param carried what was left over last time, in the shapes of the base; empty for nothing
   */
  record Stochastic(RandomGenerator random, List<float[]> carried) implements Rounding {
    /** Copies the list, not the arrays. */
    public Stochastic {
      carried = List.copyOf(carried);
    }
  }
}
