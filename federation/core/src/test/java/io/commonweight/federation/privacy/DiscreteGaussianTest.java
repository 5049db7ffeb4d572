package io.commonweight.federation.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiscreteGaussianTest {
  private static final int SAMPLES = 300_000;

  /** Variances below one, of either side of a change of scale, with denominators, and larger. */
  static Stream<Arguments> variances() {
    return Stream.of(
        Arguments.of(1, 5),
        Arguments.of(1, 1),
        Arguments.of(2, 1),
        Arguments.of(7, 4),
        Arguments.of(8, 1),
        Arguments.of(1000, 3),
        Arguments.of(123_457, 1024),
        Arguments.of(40_000, 1));
  }

  @ParameterizedTest
  @MethodSource("variances")
  void samplesFollowTheExactProbabilities(long numerator, long denominator) {
    double variance = (double) numerator / denominator;
    int radius = (int) Math.ceil(12 * Math.sqrt(variance)) + 3;
    var gaussian = DiscreteGaussian.ofVariance(numerator, denominator);
    var random = stream(numerator);
    long[] counts = new long[2 * radius + 1];
    for (int i = 0; i < SAMPLES; i++) {
      counts[(int) gaussian.sample(random) + radius]++;
    }

    Probabilities.assertFollows(counts, Probabilities.discreteGaussian(variance, radius));
  }

  @ParameterizedTest
  @MethodSource("variances")
  void samplesAreAsOftenNegativeAsPositive(long numerator, long denominator) {
    var gaussian = DiscreteGaussian.ofVariance(numerator, denominator);
    var random = stream(17 + numerator);
    long balance = 0;
    long other = 0;
    for (int i = 0; i < SAMPLES; i++) {
      long sign = Long.signum(gaussian.sample(random));
      balance += sign;
      other += sign * sign;
    }

    assertThat(balance / Math.sqrt((double) other)).isBetween(-4.0, 4.0);
  }

  @ParameterizedTest
  @MethodSource("variances")
  void samplerAgreesWithThePapersAlgorithmsSpeltOut(long numerator, long denominator) {
    double deviation = Math.sqrt((double) numerator / denominator);
    int radius = (int) Math.ceil(12 * deviation) + 3;
    int samples = 20_000;
    long[] ours = new long[2 * radius + 1];
    long[] theirs = new long[2 * radius + 1];
    var gaussian = DiscreteGaussian.ofVariance(numerator, denominator);
    var literal = new LiteralDiscreteGaussian(numerator, denominator);
    var random = stream(3);
    for (int i = 0; i < samples; i++) {
      ours[(int) gaussian.sample(random) + radius]++;
      theirs[literal.sample(random).intValueExact() + radius]++;
    }

    assertThat(farthest(ours, theirs) / samples).isLessThan(2.3 * Math.sqrt(2.0 / samples));
  }

  /** Variances of real rounds: 2^20 quanta a unit, lengths of 0.1 to 10, multipliers of 1 to 20. */
  @ParameterizedTest
  @MethodSource("largeVariances")
  void largeSamplesFollowTheNormalDistribution(long variance) {
    var gaussian = DiscreteGaussian.ofVariance(variance);
    var random = stream(variance);
    double deviation = Math.sqrt((double) variance);
    double[] scaled =
        IntStream.range(0, SAMPLES)
            .mapToDouble(_ -> gaussian.sample(random) / deviation)
            .sorted()
            .toArray();

    double distance = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double normal = 0.5 * StrictMath.exp(ErrorFunction.logErfc(-scaled[i] / Math.sqrt(2)));
      distance = Math.max(distance, Math.abs(normal - (i + 0.5) / SAMPLES));
    }
    assertThat(distance * Math.sqrt(SAMPLES)).isLessThan(2.3); // Kolmogorov: once in 20,000
    assertThat(moment(scaled, 1)).isCloseTo(0, within(4 * Math.sqrt(1.0 / SAMPLES)));
    assertThat(moment(scaled, 2)).isCloseTo(1, within(4 * Math.sqrt(2.0 / SAMPLES)));
    assertThat(moment(scaled, 3)).isCloseTo(0, within(4 * Math.sqrt(15.0 / SAMPLES)));
    assertThat(moment(scaled, 4)).isCloseTo(3, within(4 * Math.sqrt(96.0 / SAMPLES)));
  }

  static Stream<Long> largeVariances() {
    return Stream.of(1L << 34, 12_345_678_901L, 1L << 42, (1L << 50) - 1);
  }

  @Test
  void noiseIsAddedToEachValueAndSumsStayWithinTheLimit() {
    int[] values = new int[10_000];
    Arrays.fill(values, 100);

    DiscreteGaussian.ofVariance(400).addTo(values, 127, stream(5));

    assertThat(Arrays.stream(values).max()).hasValue(127);
    assertThat(Arrays.stream(values).filter(v -> v == 127).count()).isBetween(800L, 1100L);
    assertThat(Arrays.stream(values).min().getAsInt()).isBetween(0, 40);
  }

  @Test
  void theSameSecretGivesTheSameNoiseAndAnotherSecretOther() {
    var gaussian = DiscreteGaussian.ofVariance(1_000_000);
    int[] first = new int[100];
    int[] again = new int[100];
    int[] other = new int[100];
    gaussian.addTo(first, Integer.MAX_VALUE, stream(1));
    gaussian.addTo(again, Integer.MAX_VALUE, stream(1));
    gaussian.addTo(other, Integer.MAX_VALUE, stream(2));

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void variancesThatCannotBeSampledAreRefused() {
    for (long[] bad :
        new long[][] {{0, 1}, {1, 0}, {-1, 1}, {(1L << 50) + 1, 1}, {1L << 50, 2}, {1, 1L << 51}}) {
      assertThatThrownBy(() -> DiscreteGaussian.ofVariance(bad[0], bad[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("variance " + bad[0] + "/" + bad[1]);
    }
  }

  static KeyStream stream(long seed) {
    byte[] secret = new byte[KeyStream.SECRET_BYTES];
    for (int i = 0; i < Long.BYTES; i++) {
      secret[i] = (byte) (seed >>> (8 * i));
    }
    return new KeyStream(secret);
  }

  private static double moment(double[] values, int power) {
    return Arrays.stream(values).map(v -> Math.pow(v, power)).average().orElseThrow();
  }

  /** The largest distance between the two cumulative counts. */
  private static double farthest(long[] a, long[] b) {
    long distance = 0;
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] - b[i];
      distance = Math.max(distance, Math.abs(sum));
    }
    return distance;
  }
}
