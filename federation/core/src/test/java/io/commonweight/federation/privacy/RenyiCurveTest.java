package io.commonweight.federation.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RenyiCurveTest {

  /**
   * Google's dp_accounting at 4d0ebc8, rdp_privacy_accountant_test.py,
   * test_compute_epsilon_delta_gaussian: this multiplier gives ε = 1 at δ = 1e-6 over orders 0.001
   * apart.
   */
  @Test
  void epsilonOfGaussianNoiseIsThatOfGooglesTest() {
    assertThat(RenyiCurve.of(new GaussianNoise(4.530877117)).epsilon(1e-6)).isBetween(1.0, 1.00001);
  }

  /**
   * Against the exact tradeoff of Gaussian noise (Balle, Wang, <em>Improving the Gaussian
   * Mechanism</em>, ICML 2018, Theorem 8): RDP loses a little and never gains.
   */
  @ParameterizedTest
  @CsvSource({"0.5, 1e-5", "1, 1e-5", "2, 1e-3", "5, 1e-6", "20, 1e-5", "100, 1e-6"})
  void epsilonIsAboveTheExactOneAndNear(double noiseMultiplier, double delta) {
    double epsilon = RenyiCurve.of(new GaussianNoise(noiseMultiplier)).epsilon(delta);

    assertThat(exactDelta(noiseMultiplier, epsilon)).isLessThan(delta);
    assertThat(exactDelta(noiseMultiplier, epsilon * 0.85 - 0.002)).isGreaterThan(delta);
  }

  private static double exactDelta(double z, double epsilon) {
    double upper = ErrorFunction.logErfc((epsilon * z - 0.5 / z) / Math.sqrt(2));
    double lower = ErrorFunction.logErfc((epsilon * z + 0.5 / z) / Math.sqrt(2));
    return 0.5 * (Math.exp(upper) - Math.exp(epsilon + lower));
  }

  @Test
  void releasesThatAreAddedCostWhatTheirNumberTimesOneCosts() {
    RenyiCurve one = RenyiCurve.of(new GaussianNoise(10));
    RenyiCurve sum = RenyiCurve.NOTHING;
    for (int i = 0; i < 25; i++) {
      sum = sum.plus(one);
    }

    assertThat(sum.epsilon(1e-5)).isCloseTo(one.times(25).epsilon(1e-5), within(1e-12));
    // 25 releases of multiplier 10 are one of multiplier 10/√25.
    assertThat(sum.epsilon(1e-5))
        .isCloseTo(RenyiCurve.of(new GaussianNoise(2)).epsilon(1e-5), within(1e-11));
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moreReleasesAndSmallerDeltasNeverCostLess(long seed) {
    Random random = new Random(seed);
    RenyiCurve curve = RenyiCurve.NOTHING;
    double last = 0;
    double delta = Math.pow(10, -1 - 8 * random.nextDouble());
    for (int i = 0; i < 200; i++) {
      double noiseMultiplier = Math.pow(10, -1 + 9 * random.nextDouble());
      curve = curve.plus(RenyiCurve.of(new GaussianNoise(noiseMultiplier)));
      double epsilon = curve.epsilon(delta);
      assertThat(epsilon).isGreaterThanOrEqualTo(last);
      assertThat(curve.epsilon(delta / 2)).isGreaterThanOrEqualTo(epsilon);
      last = epsilon;
    }
  }

  @Test
  void nothingCostsNothing() {
    assertThat(RenyiCurve.NOTHING.epsilon(1e-9)).isZero();
    assertThat(RenyiCurve.of(new GaussianNoise(1)).times(0).epsilon(1e-9)).isZero();
    assertThat(RenyiCurve.NOTHING.times(7).plus(RenyiCurve.NOTHING).epsilon(1e-9)).isZero();
  }

  @Test
  void bestOrderIsTold() {
    assertThat(RenyiCurve.of(new SampledGaussianNoise(0.04, 1.5)).times(2250).order(1e-5))
        .isEqualTo(3.9);
  }

  @Test
  void deltasOutOfRangeAreRefused() {
    for (double delta : new double[] {0, 1, -1, Double.NaN}) {
      assertThatThrownBy(() -> RenyiCurve.NOTHING.epsilon(delta))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not between 0 and 1");
    }
    assertThatThrownBy(() -> RenyiCurve.NOTHING.times(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GaussianNoise(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
