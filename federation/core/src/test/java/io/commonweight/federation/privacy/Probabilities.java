package io.commonweight.federation.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Exact probabilities of small discrete Gaussians, and a test whether samples follow them. */
final class Probabilities {

  private Probabilities() {}

  /** P(−radius), …, P(radius), for a radius beyond which nothing counts. */
  static double[] discreteGaussian(double variance, int radius) {
    double[] probabilities = new double[2 * radius + 1];
    for (int x = -radius; x <= radius; x++) {
      probabilities[x + radius] = StrictMath.exp(-(double) x * x / (2 * variance));
    }
    double sum = Arrays.stream(probabilities).sum();
    return Arrays.stream(probabilities).map(p -> p / sum).toArray();
  }

  static double[] discreteLaplace(double scale, int radius) {
    double[] probabilities = new double[2 * radius + 1];
    for (int x = -radius; x <= radius; x++) {
      probabilities[x + radius] = StrictMath.exp(-Math.abs(x) / scale);
    }
    double sum = Arrays.stream(probabilities).sum();
    return Arrays.stream(probabilities).map(p -> p / sum).toArray();
  }

  /**
   * Pearson's χ², over runs of values of which at least 20 are expected, stays below what chance
   * exceeds once in 20,000 samples.
   */
  static void assertFollows(long[] counts, double[] probabilities) {
    long total = Arrays.stream(counts).sum();
    double statistic = 0;
    int cells = 0;
    double expected = 0;
    long observed = 0;
    double left = total;
    for (int i = 0; i < counts.length; i++) {
      expected += probabilities[i] * total;
      observed += counts[i];
      boolean isLast = i == counts.length - 1;
      if (isLast || (expected >= 20 && left - expected >= 20)) {
        statistic += (observed - expected) * (observed - expected) / expected;
        cells++;
        left -= expected;
        expected = 0;
        observed = 0;
      }
    }
    assertThat(statistic).isLessThan(critical(cells - 1));
  }

  /** Wilson and Hilferty's approximation of the quantile at 1 − 5·10⁻⁵. */
  private static double critical(int freedom) {
    double spread = 2.0 / (9 * freedom);
    return freedom * Math.pow(1 - spread + 3.89 * Math.sqrt(spread), 3);
  }
}
