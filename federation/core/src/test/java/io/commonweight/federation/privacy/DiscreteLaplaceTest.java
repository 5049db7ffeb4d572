package io.commonweight.federation.privacy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscreteLaplaceTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 6})
  void samplesFollowTheExactProbabilities(int scaleBits) {
    var laplace = new DiscreteLaplace(scaleBits);
    var random = DiscreteGaussianTest.stream(scaleBits);
    int radius = 40 << scaleBits;
    long[] counts = new long[2 * radius + 1];
    for (int i = 0; i < 300_000; i++) {
      counts[(int) laplace.sample(random) + radius]++;
    }

    Probabilities.assertFollows(counts, Probabilities.discreteLaplace(1 << scaleBits, radius));
  }
}
