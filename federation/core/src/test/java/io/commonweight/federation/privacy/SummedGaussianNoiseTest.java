package io.commonweight.federation.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SummedGaussianNoiseTest {
  private static final int RADIUS = 60;

  static Stream<Arguments> sums() {
    return Stream.of(0.5, 0.7, 1.0, 2.0)
        .flatMap(sigma -> Stream.of(1, 2, 3, 10).map(shares -> Arguments.of(sigma, shares)));
  }

  @ParameterizedTest
  @MethodSource("sums")
  void boundIsAboveTheDivergenceOfTheConvolvedSharesItself(double sigma, int shares) {
    double[] share = Probabilities.discreteGaussian(sigma * sigma, RADIUS);
    double[] sum = {1};
    for (int i = 0; i < shares; i++) {
      sum = convolved(sum, share);
    }
    for (int shift : new int[] {1, 2}) {
      for (double order : new double[] {1.5, 2, 4}) {
        double bound = new SummedGaussianNoise(shares, sigma, shift, 1).divergence(order);
        assertThat(divergence(sum, shift, order))
            .isLessThan(bound * (1 + 1e-11)); // equal for one share
      }
    }
  }

  @Test
  void sharesOfAFewQuantaCostWhatGaussianNoiseOfTheirSumCosts() {
    var shares = new SummedGaussianNoise(16, 10, 40, 1_000_000);

    assertThat(shares.tau()).isLessThan(1e-300);
    assertThat(shares.divergence(5))
        .isCloseTo(new GaussianNoise(1).divergence(5), Percentage.withPercentage(1e-9));
  }

  @Test
  void tauIsThatOfTheFormula() {
    double expected = 10 * (Math.exp(-Math.PI * Math.PI / 4) + Math.exp(-Math.PI * Math.PI / 3));

    assertThat(new SummedGaussianNoise(3, 0.5, 1, 1).tau())
        .isCloseTo(expected, Percentage.withPercentage(1e-12));
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new SummedGaussianNoise(0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SummedGaussianNoise(1, 0.4, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SummedGaussianNoise(1, 1, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SummedGaussianNoise(1, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] convolved(double[] a, double[] b) {
    double[] sum = new double[a.length + b.length - 1];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        sum[i + j] += a[i] * b[j];
      }
    }
    return sum;
  }

  /** D_α(P ‖ P shifted), where neither is 0; what is left out has a mass below 1e−100. */
  private static double divergence(double[] p, int shift, double order) {
    double sum = 0;
    for (int i = 0; i + shift < p.length; i++) {
      if (p[i] > 1e-250 && p[i + shift] > 1e-250) {
        sum += Math.exp(order * Math.log(p[i + shift]) + (1 - order) * Math.log(p[i]));
      }
    }
    return Math.log(sum) / (order - 1);
  }
}
