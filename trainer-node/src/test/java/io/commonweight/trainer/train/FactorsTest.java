package io.commonweight.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.trainer.policy.Tensor;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactorsTest {
  private static final Tensor WEIGHT = matrix("w", 3, 5, new Random(1));

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @Test
  void changeBeginsAtZero() {
    Factors factors = initial(2, 16, 4);

    assertThat(factors.addedTo(WEIGHT)).isEqualTo(WEIGHT);
    assertThat(factors.up().toArray()).containsOnly(0);
    assertThat(factors.scale()).isEqualTo(8);
  }

  @Test
  void firstFactorIsDrawnFromTheSeed() {
    float bound = (float) (1 / Math.sqrt(5));
    Factors factors = initial(2, 16, 4);

    for (float value : factors.down().toArray()) {
      assertThat(value).isBetween(-bound, bound).isNotZero();
    }
    assertThat(initial(2, 16, 4)).isEqualTo(factors);
    assertThat(initial(2, 16, 5)).isNotEqualTo(factors);
  }

  /** More could express nothing more; the scale stays the one that was asked for. */
  @Test
  void rankIsAtMostTheShorterSide() {
    Factors factors = initial(64, 16, 4);

    assertThat(factors.down().shape()).containsExactly(3, 5);
    assertThat(factors.up().shape()).containsExactly(3, 3);
    assertThat(factors.scale()).isEqualTo(0.25);
  }

  /** (1, 2; 3, 4) + 2·(2, ½)ᵀ·(1, −1). */
  @Test
  void productIsScaledAndAdded() {
    var factors =
        new Factors(
            Tensor.of("A", List.of(1, 2), new float[] {1, -1}),
            Tensor.of("B", List.of(2, 1), new float[] {2, 0.5f}),
            2);

    assertThat(factors.addedTo(Tensor.of("w", List.of(2, 2), new float[] {1, 2, 3, 4})))
        .isEqualTo(Tensor.of("w", List.of(2, 2), new float[] {5, -2, 4, 3}));
  }

  /** Each term is less than half of 1's last place and would be lost; the sum is a bit more. */
  @Test
  void sumIsRoundedOnceToFloat() {
    float[] terms = {0x1p-25f, 0x1p-25f, 0x1p-40f};
    var factors =
        new Factors(
            Tensor.of("A", List.of(3, 1), terms),
            Tensor.of("B", List.of(1, 3), new float[] {1, 1, 1}),
            1);

    assertThat(factors.addedTo(Tensor.of("w", List.of(1, 1), new float[] {1})).toArray())
        .containsExactly(1 + 0x1p-23f);
  }

  /** 2^53 + 1 is no f64, so the 1 is lost if it comes before −2^53. */
  @Test
  void termsAreAddedFromTheFirstToTheLast() {
    var forth = new float[] {0x1p53f, 1, -0x1p53f};
    var factors =
        new Factors(
            Tensor.of("A", List.of(3, 1), forth),
            Tensor.of("B", List.of(1, 3), new float[] {1, 1, 1}),
            1);
    var back =
        new Factors(
            Tensor.of("A", List.of(3, 1), new float[] {-0x1p53f, 0x1p53f, 1}), factors.up(), 1);
    Tensor zero = Tensor.of("w", List.of(1, 1), new float[1]);

    assertThat(factors.addedTo(zero).toArray()).containsExactly(0);
    assertThat(back.addedTo(zero).toArray()).containsExactly(1);
  }

  /**
   * With A the identity and B any matrix D, the change is D: full fine-tuning is a special case.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void fullRankReachesEveryMatrix(long seed) {
    var random = new Random(seed);
    int in = 1 + random.nextInt(6);
    int out = in + random.nextInt(6);
    Tensor weight = matrix("w", out, in, random);
    Tensor change = matrix("B", out, in, random);
    float[] identity = new float[in * in];
    for (int i = 0; i < in; i++) {
      identity[i * in + i] = 1;
    }
    var factors = new Factors(Tensor.of("A", List.of(in, in), identity), change, 1);

    float[] found = factors.addedTo(weight).toArray();

    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isEqualTo(weight.values().get(i) + change.values().get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void alphasThatMakeNoSenseAreRefused(double alpha) {
    assertThatThrownBy(() -> new Tuning.LowRank(1, alpha, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not above 0");
  }

  @Test
  void rankZeroIsRefused() {
    assertThatThrownBy(() -> new Tuning.LowRank(0, 16, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give at least 1");
  }

  private static Factors initial(int rank, double alpha, long seed) {
    return Factors.initial(
        WEIGHT, new Tuning.LowRank(rank, alpha, false), new SplittableRandom(seed));
  }

  private static Tensor matrix(String name, int out, int in, Random random) {
    float[] values = new float[out * in];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.of(name, List.of(out, in), values);
  }
}
