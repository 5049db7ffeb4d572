package io.commonweight.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Steps of the factors of a policy of one hidden unit against the same by hand. The matrices are
 * (w, x) = (w, x)₀ + s·b·(a₁, a₂) and v = v₀ + s·d·c.
 */
class AdapterTest {
  private static final int STEPS = 4;
  private static final double RATE = 0.1;
  private static final double DECAY = 0.01;
  private static final double SCALE = 1.5;
  private static final double[] BASE = DriftTest.values(DriftTest.BASE.tensors());

  /**
   * Kingma, Ba, <em>Adam</em>, 2015, Algorithm 1, with decoupled decay, of the loss at the merged
   * weights and μ/2 of their squared distance from the base, by the chain rule.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 4})
  void stepsAreAdamsOfTheLossAndOfTheProductsDistance(double strength) {
    TrainingPlan plan =
        new Recipe(1, STEPS, 2, RATE, DECAY, 0, strength, false)
            .with(new Tuning.LowRank(1, SCALE, false))
            .plan(1, 3);
    try (NDManager manager = PolicyTrainer.newManager();
        Network network = new Network(DriftTest.BASE, plan, manager)) {
      double[] factors = values(network.factors());
      double[] first = new double[factors.length];
      double[] second = new double[factors.length];
      for (int step = 0; step < STEPS; step++) {
        network.step(DriftTest.batch());
        double[] gradient = gradient(factors, strength);
        for (int i = 0; i < factors.length; i++) {
          first[i] = 0.9 * first[i] + 0.1 * gradient[i];
          second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i];
          double mean = first[i] / (1 - Math.pow(0.9, step + 1));
          double square = second[i] / (1 - Math.pow(0.999, step + 1));
          factors[i] -= plan.rate(step) * DECAY * factors[i];
          factors[i] -= plan.rate(step) * mean / (Math.sqrt(square) + 1e-8);
        }
      }

      assertThat(values(network.factors())).containsExactly(factors, within(5e-6));
      assertThat(DriftTest.values(network.tensors()))
          .containsExactly(merged(factors), within(1e-5));
    }
  }

  /** a₁, a₂, b, c and d. */
  private static double[] values(List<Factors> factors) {
    return DriftTest.values(
        factors.stream().flatMap(each -> List.of(each.down(), each.up()).stream()).toList());
  }

  private static double[] merged(double[] f) {
    double[] merged = BASE.clone();
    merged[0] += SCALE * f[2] * f[0];
    merged[1] += SCALE * f[2] * f[1];
    merged[3] += SCALE * f[4] * f[3];
    return merged;
  }

  private static double[] gradient(double[] f, double strength) {
    double[] at = merged(f);
    double[] g = DriftTest.gradient(at);
    for (int i = 0; i < g.length; i++) {
      g[i] += strength * (at[i] - BASE[i]);
    }
    return new double[] {
      SCALE * f[2] * g[0],
      SCALE * f[2] * g[1],
      SCALE * (f[0] * g[0] + f[1] * g[1]),
      SCALE * f[4] * g[3],
      SCALE * f[3] * g[3]
    };
  }
}
