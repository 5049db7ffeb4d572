package io.commonweight.federation.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampledGaussianNoiseTest {

  /**
   * ln A/(α−1) where A is integrated by mpmath 1.3 at 40 digits: E[((1−q) + q·exp((2x−1)/2σ²))^α]
   * for x from N(0, σ²).
   */
  @ParameterizedTest
  @CsvSource({
    "0.01, 2.5, 1.5, 1.3001417943760794e-5",
    "0.01, 2.5, 2.5, 2.1708361138362485e-5",
    "0.01, 2.5, 5, 4.3615131246157615e-5",
    "0.01, 2.5, 50, 0.00047692075077412336",
    "0.04, 1.5, 3.9, 0.0018332021995838586",
    "0.1, 100, 20.5, 1.0252214593881176e-5",
    "0.0001, 1, 1.5, 1.2885373907673298e-8",
    "0.5, 1, 1.1, 0.15613047568549297",
    "0.5, 0.7, 2.3, 1.2802654411347179",
    "0.9, 4, 10.9, 0.28977409660279583",
    "0.2, 0.3, 4.5, 22.9307226840133",
    "0.999, 100, 256, 0.012774735490481061",
  })
  void divergenceIsTheIntegralsAndNeverLess(
      double rate, double noiseMultiplier, double order, double integral) {
    double divergence = new SampledGaussianNoise(rate, noiseMultiplier).divergence(order);

    assertThat(divergence).isCloseTo(integral, Percentage.withPercentage(0.1));
    // The last value is one of cancellation in the integral too.
    assertThat(divergence).isGreaterThan(integral * (1 - 1e-11));
  }

  /**
   * Google's dp_accounting at 4d0ebc8, rdp_privacy_accountant_test.py,
   * test_compute_rdp_poisson_sampled_gaussian: q = 0.01, z = 2.5, 50 steps. At α = 1.5 it states
   * 6.70579741e-04, since it adds the magnitudes of an alternating series.
   */
  @Test
  void divergencesAreThoseOfGooglesAccountant() {
    var step = new SampledGaussianNoise(0.01, 2.5);
    double[] orders = {2.5, 5, 50, 100};
    double[] published = {1.08548710e-03, 2.18075656e-03, 2.38460375e-02, 1.67416308e02};

    assertThat(IntStream.range(0, 4).mapToDouble(i -> 50 * step.divergence(orders[i])))
        .zipSatisfy(
            IntStream.range(0, 4).mapToObj(i -> published[i]).toList(),
            (ours, theirs) -> assertThat(ours).isCloseTo(theirs, Percentage.withPercentage(0.01)));
    assertThat(50 * step.divergence(1.5)).isLessThan(6.70579741e-04);
  }

  /** Opacus at b5b0286, opacus/tests/accountants_test.py, test_rdp_accountant. */
  @Test
  void epsilonIsThatOfOpacusTest() {
    assertThat(epsilon(0.04, 1.5, 2250, 1e-5)).isCloseTo(7.32911117143, within(1e-7));
  }

  /** The same file, test_get_noise_multiplier_rdp_epochs and _steps: ε = 8 at δ = 1e-5. */
  @Test
  void epsilonAtOpacusNoiseMultipliersIsWhatTheyWereFoundFor() {
    assertThat(epsilon(0.04, 1.416, 2250, 1e-5)).isCloseTo(8, within(0.01));
    assertThat(epsilon(0.04, 1.3562, 2000, 1e-5)).isCloseTo(8, within(0.01));
  }

  /**
   * TensorFlow Privacy at 03035d5, compute_dp_sgd_privacy_test.py, test_compute_dp_sgd_privacy: n =
   * 60,000, batch 150, z = 1.3, 15 epochs, and n = 100,000, batch 100, z = 1, 30 epochs.
   */
  @Test
  void epsilonIsThatOfTensorFlowPrivacysTest() {
    assertThat(epsilon(150 / 60_000.0, 1.3, 6_000, 1e-5))
        .isCloseTo(0.7242234026109595, within(1e-7));
    assertThat(epsilon(100 / 100_000.0, 1, 30_000, 1e-7))
        .isCloseTo(1.4154988495444842, within(1e-7));
  }

  /**
   * MNIST in TensorFlow Privacy's tutorials/README.md (batch 256 of 60,000, δ = 1e-5) and Opacus'
   * examples/mnist_README.md (240 of 60,000). Both tables are older than the conversion used here,
   * so their own is applied: D − ln δ/(α−1).
   */
  @ParameterizedTest
  @CsvSource({
    "256, 1.3, 15, 1.19",
    "256, 1.1, 60, 3.01",
    "256, 0.7, 45, 7.10",
    "240, 1.3, 15, 1.16",
    "240, 1.1, 60, 2.91",
    "240, 0.7, 45, 6.86",
  })
  void epsilonOfTheMnistTutorialsIsTheirs(
      int batch, double noiseMultiplier, int epochs, double published) {
    double rate = batch / 60_000.0;
    long steps = (long) (epochs / rate);
    var step = new SampledGaussianNoise(rate, noiseMultiplier);
    double classic =
        IntStream.range(1, 630)
            .mapToDouble(i -> 1 + i / 10.0)
            .map(order -> steps * step.divergence(order) - Math.log(1e-5) / (order - 1))
            .min()
            .orElseThrow();

    assertThat(classic).isCloseTo(published, within(0.01));
    assertThat(epsilon(rate, noiseMultiplier, steps, 1e-5)).isLessThan(classic);
  }

  @Test
  void sampleOfEverythingIsNoSampleAndOfNothingCostsNothing() {
    assertThat(new SampledGaussianNoise(1, 2).divergence(3))
        .isEqualTo(new GaussianNoise(2).divergence(3));
    assertThat(new SampledGaussianNoise(0, 2).divergence(3)).isZero();
  }

  @Test
  void largerSamplesAndLessNoiseCostMore() {
    for (double order : new double[] {1.1, 2, 7.3, 40, 1024}) {
      double last = 0;
      for (double rate : new double[] {1e-6, 1e-3, 0.1, 0.5, 0.99, 1}) {
        double divergence = new SampledGaussianNoise(rate, 1.2).divergence(order);
        assertThat(divergence).isGreaterThan(last);
        assertThat(new SampledGaussianNoise(rate, 1.3).divergence(order)).isLessThan(divergence);
        last = divergence;
      }
    }
  }

  @Test
  void ratesAndMultipliersOutOfRangeAreRefused() {
    for (double[] bad : new double[][] {{-0.1, 1}, {1.1, 1}, {Double.NaN, 1}, {0.5, 0}}) {
      assertThatThrownBy(() -> new SampledGaussianNoise(bad[0], bad[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static double epsilon(double rate, double noiseMultiplier, long steps, double delta) {
    return RenyiCurve.of(new SampledGaussianNoise(rate, noiseMultiplier))
        .times(steps)
        .epsilon(delta);
  }
}
