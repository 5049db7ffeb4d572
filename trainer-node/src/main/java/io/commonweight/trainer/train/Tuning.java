package io.commonweight.trainer.train;

/** Which weights a node changes when it trains; all others stay as they are. */
public sealed interface Tuning {

  /** All of them. */
  record Full() implements Tuning {}

  /** Those of the last layer: the trunk before it is frozen. */
  record Head() implements Tuning {}

  /**
   * A change of low rank to each weight matrix, in place of the matrix: W + (α / rank)·B·A. Hu et
   * al., <em>LoRA: Low-Rank Adaptation of Large Language Models</em>, ICLR 2022, §4.1.
   *
   * @param rank of B·A, at least 1; that of a matrix with a shorter side is that side
   * @param alpha α, above 0: how strongly the factors count
   * @param tunesBiases whether biases are trained as well, as they are
   */
  record LowRank(int rank, double alpha, boolean tunesBiases) implements Tuning {

    /** Checks the numbers. */
    public LowRank {
      if (rank < 1) {
        throw new IllegalArgumentException(
            "A change of rank " + rank + " is none: give at least 1");
      }
      if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("A LoRA alpha of " + alpha + " is not above 0");
      }
    }

    /** What B·A is multiplied with. */
    double scale() {
      return alpha / rank;
    }
  }
}
