package io.commonweight.sdk.statement;

import java.util.Optional;

/**
 * What is done with a round's aggregate before it is added to the weights. Parameters are integers
 * in millionths, so that every aggregator computes with the same ones.
 *
 * <p>FedAdam, FedYogi and FedAdagrad: Reddi et al., ICLR 2021, algorithm 2. Nesterov's momentum is
 * the outer step of DiLoCo: Douillard et al., 2023.
 *
 * @param kind which one
 * @param learningRate the step, 1 to 100,000,000 millionths; absent exactly for {@code NONE}
 * @param beta1 how much momentum is kept, 0 to 999,999 millionths; absent exactly for {@code NONE}
 * @param beta2 how much variance is kept, 0 to 999,999 millionths; of {@code ADAM} and {@code YOGI}
 * @param tau what is added to the root of the variance, 1 to 1,000,000 millionths; of {@code ADAM},
 *     {@code YOGI} and {@code ADAGRAD}
 */
public record Optimizer(
    Kind kind,
    Optional<Integer> learningRate,
    Optional<Integer> beta1,
    Optional<Integer> beta2,
    Optional<Integer> tau) {
  /** What one stands for in a parameter. */
  public static final int UNIT = 1_000_000;

  private static final int MAX_LEARNING_RATE = 100 * UNIT;

  /** The optimizers there are. */
  public enum Kind {
    /** The aggregate itself is added. */
    NONE,
    /** Momentum. */
    MOMENTUM,
    /** Nesterov's momentum. */
    NESTEROV,
    /** FedAdam. */
    ADAM,
    /** FedYogi. */
    YOGI,
    /** FedAdagrad. */
    ADAGRAD;

    /** Whether it keeps the variance of what it has seen, and so has {@code tau}. */
    public boolean hasVariance() {
      return switch (this) {
        case NONE, MOMENTUM, NESTEROV -> false;
        case ADAM, YOGI, ADAGRAD -> true;
      };
    }
  }

  /**
   * @throws IllegalArgumentException if a parameter is out of range, missing, or not the kind's
   */
  public Optimizer {
    require("learningRate", kind != Kind.NONE, 1, MAX_LEARNING_RATE, learningRate);
    require("beta1", kind != Kind.NONE, 0, UNIT - 1, beta1);
    require("beta2", kind == Kind.ADAM || kind == Kind.YOGI, 0, UNIT - 1, beta2);
    require("tau", kind.hasVariance(), 1, UNIT, tau);
  }

  private static void require(
      String member, boolean isDue, int min, int max, Optional<Integer> value) {
    Limits.presentIff(member, isDue, value);
    value.ifPresent(given -> Limits.within(member, min, max, given));
  }

  /** The one that adds the aggregate as it is. */
  public static Optimizer none() {
    return new Optimizer(
        Kind.NONE, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * How many files of state it hands from release to release: 0, momentum, or momentum and
   * variance.
   */
  public int states() {
    return kind == Kind.NONE ? 0 : kind.hasVariance() ? 2 : 1;
  }
}
