package io.commonweight.federation.aggregation;

import io.commonweight.sdk.statement.Optimizer;

/**
 * What a server optimizer makes of the aggregated delta, element by element: + − · ÷ and √ of
 * doubles in the written order, each rounded once. States are rounded to f32 before they are used,
 * so a step depends on nothing but what is stored.
 *
 * <p>Momentum and Nesterov's form are the outer step of DiLoCo (Douillard et al. 2023); the
 * adaptive ones are those of Reddi et al., "Adaptive Federated Optimization", ICLR 2021, Algorithm
 * 2.
 */
final class OptimizerStep {
  private static final double MILLION = 1_000_000;

  private final Optimizer.Kind kind;
  private final double learningRate;
  private final double beta1;
  private final double rest1;
  private final double beta2;
  private final double rest2;
  private final double tau;

  OptimizerStep(Optimizer optimizer) {
    this.kind = optimizer.kind();
    this.learningRate = optimizer.learningRate().orElse(0) / MILLION;
    this.beta1 = optimizer.beta1().orElse(0) / MILLION;
    this.rest1 = (MILLION - optimizer.beta1().orElse(0)) / MILLION;
    this.beta2 = optimizer.beta2().orElse(0) / MILLION;
    this.rest2 = (MILLION - optimizer.beta2().orElse(0)) / MILLION;
    this.tau = optimizer.tau().orElse(0) / MILLION;
  }

  /** The new first state. */
  float momentum(double delta, float momentum) {
    return switch (kind) {
      case NONE -> 0;
      case MOMENTUM, NESTEROV -> (float) (beta1 * momentum + delta);
      case ADAM, YOGI, ADAGRAD -> (float) (beta1 * momentum + rest1 * delta);
    };
  }

  /** The new second state. */
  float variance(double delta, float variance) {
    double square = delta * delta;
    return switch (kind) {
      case NONE, MOMENTUM, NESTEROV -> 0;
      case ADAM -> (float) (beta2 * variance + rest2 * square);
      case YOGI -> (float) (variance - rest2 * square * Math.signum(variance - square));
      case ADAGRAD -> (float) (variance + square);
    };
  }

  /**
   * The new weight.
   *
   * @param momentum the new first state
   * @param variance the new second state
   */
  float weight(double base, double delta, float momentum, float variance) {
    return switch (kind) {
      case NONE -> (float) (base + delta);
      case MOMENTUM -> (float) (base + learningRate * momentum);
      case NESTEROV -> (float) (base + learningRate * (beta1 * momentum + delta));
      case ADAM, YOGI, ADAGRAD ->
          (float) (base + learningRate * momentum / (Math.sqrt(variance) + tau));
    };
  }
}
