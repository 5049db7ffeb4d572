package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.commonweight.federation.aggregation.UnacceptableUpdateException.Reason;
import io.commonweight.sdk.statement.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizerTest {

  private static final Unsigned128 WIDE = new Unsigned128(-1, -1);

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @Test
  void differencesAreScaledAndRoundedToEven() throws UnacceptableUpdateException {
    Quantized quantized =
        new Quantizer(List.of(1, 3), Encoding.I32, WIDE)
            .encode(
                List.of(new float[] {1, 1, 1, 1}, new float[] {0}),
                List.of(new float[] {1.25f, 1.75f, 0.75f, 3}, new float[] {-0.5f}),
                new Rounding.Nearest());

    assertThat(quantized.tensors().get(0)).containsExactly(0, 2, 0, 4);
    assertThat(quantized.tensors().get(1)).containsExactly(-4);
    assertThat(quantized.shrink()).isEqualTo(1);
    assertThat(quantized.norm()).isEqualTo(new Unsigned128(0, 16 * (4 + 16) + 16));
  }

  @Test
  void largeDifferencesAreClamped() throws UnacceptableUpdateException {
    Quantized quantized =
        new Quantizer(List.of(20), Encoding.I32, WIDE)
            .encode(
                List.of(new float[2]), List.of(new float[] {9e9f, -9e9f}), new Rounding.Nearest());

    assertThat(quantized.tensors().getFirst()).containsExactly(8_388_607, -8_388_607);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theEncodedUpdateAlwaysMeetsTheBound(long seed) throws UnacceptableUpdateException {
    Random random = new Random(seed);
    float[] local = new float[64];
    for (int i = 0; i < local.length; i++) {
      local[i] = (float) (random.nextGaussian() * Math.scalb(1.0, random.nextInt(30) - 15));
    }
    Unsigned128 bound = new Unsigned128(0, random.nextLong(1L << (1 + random.nextInt(50))));

    Quantized quantized =
        new Quantizer(List.of(8), Encoding.I32, bound)
            .encode(List.of(new float[64]), List.of(local), new Rounding.Nearest());

    UpdateNorm norm = new UpdateNorm(8, Encoding.I32.maxQuantum());
    norm.add(quantized.tensors().getFirst(), 64, 8);
    norm.requireAtMost(bound);
    assertThat(quantized.norm()).isEqualTo(norm.value());
    assertThat(quantized.shrink()).isBetween(0.0, 1.0);
  }

  @Test
  void aBoundOfZeroGivesAnEmptyUpdate() throws UnacceptableUpdateException {
    Quantized quantized =
        new Quantizer(List.of(8), Encoding.I32, Unsigned128.ZERO)
            .encode(List.of(new float[1]), List.of(new float[] {3}), new Rounding.Nearest());

    assertThat(quantized.tensors().getFirst()).containsExactly(0);
    assertThat(quantized.shrink()).isEqualTo(0);
  }

  @Test
  void shrinkingLosesLittleMoreThanTheBoundAsks() throws UnacceptableUpdateException {
    Quantized quantized =
        new Quantizer(List.of(10), Encoding.I32, new Unsigned128(0, 1_000_000))
            .encode(List.of(new float[2]), List.of(new float[] {3, 4}), new Rounding.Nearest());

    assertThat(quantized.tensors().getFirst()).containsExactly(600, 800);
    assertThat(quantized.norm()).isEqualTo(new Unsigned128(0, 1_000_000));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aTrainingThatDivergedIsNotEncoded(float value) {
    assertThatExceptionOfType(UnacceptableUpdateException.class)
        .isThrownBy(
            () ->
                new Quantizer(List.of(8), Encoding.I32, WIDE)
                    .encode(
                        List.of(new float[2]),
                        List.of(new float[] {0, value}),
                        new Rounding.Nearest()))
        .withMessage("not-finite: element 1 of tensor 0")
        .extracting(UnacceptableUpdateException::reason)
        .isEqualTo(Reason.NOT_FINITE);
  }

  @Test
  void shapesThatDifferAreRefused() {
    Quantizer quantizer = new Quantizer(List.of(8), Encoding.I32, WIDE);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                quantizer.encode(
                    List.of(new float[1]), List.of(new float[2]), new Rounding.Nearest()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> quantizer.encode(List.of(), List.of(new float[2]), new Rounding.Nearest()));
  }

  @Test
  void narrowEncodingsClampToTheirOwnRange() throws UnacceptableUpdateException {
    Quantized quantized =
        new Quantizer(List.of(10), Encoding.I8, WIDE)
            .encode(List.of(new float[2]), List.of(new float[] {1, -1}), new Rounding.Nearest());

    assertThat(quantized.tensors().getFirst()).containsExactly(127, -127);
  }

  @Test
  void stochasticRoundingIsRightOnAverage() throws UnacceptableUpdateException {
    float[] local = new float[10_000];
    Arrays.fill(local, 2.3f);

    Quantized quantized =
        new Quantizer(List.of(0), Encoding.I8, WIDE)
            .encode(
                List.of(new float[10_000]),
                List.of(local),
                new Rounding.Stochastic(new Random(1), List.of()));

    int[] values = quantized.tensors().getFirst();
    assertThat(values).containsOnly(2, 3);
    // The standard deviation of the mean is √(0.3 · 0.7 / 10,000) < 0.005.
    assertThat(Arrays.stream(values).average().orElseThrow()).isBetween(2.28, 2.32);
  }

  @Test
  void whatIsLeftOverIsSentInLaterRounds() throws UnacceptableUpdateException {
    var quantizer = new Quantizer(List.of(0), Encoding.I8, WIDE);
    var random = new Random(5);
    List<float[]> carried = new ArrayList<>();
    long sent = 0;
    for (int round = 0; round < 1000; round++) {
      Quantized quantized =
          quantizer.encode(
              List.of(new float[1]),
              List.of(new float[] {0.1f}),
              new Rounding.Stochastic(random, carried));
      sent += quantized.tensors().getFirst()[0];
      carried = quantized.left();
    }

    // Without what is carried it would be a walk of √(1000 · 0.09) ≈ 9.5 around 100.
    assertThat(sent + (double) carried.getFirst()[0]).isBetween(99.99, 100.01);
    assertThat(carried.getFirst()[0]).isBetween(-1f, 1f);
  }
}
