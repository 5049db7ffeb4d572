package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.commonweight.federation.aggregation.UnacceptableUpdateException.Reason;
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
        new Quantizer(List.of(1, 3), WIDE)
            .encode(
                List.of(new float[] {1, 1, 1, 1}, new float[] {0}),
                List.of(new float[] {1.25f, 1.75f, 0.75f, 3}, new float[] {-0.5f}));

    assertThat(quantized.tensors().get(0)).containsExactly(0, 2, 0, 4);
    assertThat(quantized.tensors().get(1)).containsExactly(-4);
    assertThat(quantized.shrink()).isEqualTo(1);
    assertThat(quantized.norm()).isEqualTo(new Unsigned128(0, 16 * (4 + 16) + 16));
  }

  @Test
  void largeDifferencesAreClamped() throws UnacceptableUpdateException {
    Quantized quantized =
        new Quantizer(List.of(20), WIDE)
            .encode(List.of(new float[2]), List.of(new float[] {9e9f, -9e9f}));

    assertThat(quantized.tensors().getFirst())
        .containsExactly(Dagg1.MAX_QUANTUM, -Dagg1.MAX_QUANTUM);
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
        new Quantizer(List.of(8), bound).encode(List.of(new float[64]), List.of(local));

    UpdateNorm norm = new UpdateNorm(8);
    norm.add(quantized.tensors().getFirst(), 64, 8);
    norm.requireAtMost(bound);
    assertThat(quantized.norm()).isEqualTo(norm.value());
    assertThat(quantized.shrink()).isBetween(0.0, 1.0);
  }

  @Test
  void aBoundOfZeroGivesAnEmptyUpdate() throws UnacceptableUpdateException {
    Quantized quantized =
        new Quantizer(List.of(8), Unsigned128.ZERO)
            .encode(List.of(new float[1]), List.of(new float[] {3}));

    assertThat(quantized.tensors().getFirst()).containsExactly(0);
    assertThat(quantized.shrink()).isEqualTo(0);
  }

  @Test
  void shrinkingLosesLittleMoreThanTheBoundAsks() throws UnacceptableUpdateException {
    Quantized quantized =
        new Quantizer(List.of(10), new Unsigned128(0, 1_000_000))
            .encode(List.of(new float[2]), List.of(new float[] {3, 4}));

    assertThat(quantized.tensors().getFirst()).containsExactly(600, 800);
    assertThat(quantized.norm()).isEqualTo(new Unsigned128(0, 1_000_000));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aTrainingThatDivergedIsNotEncoded(float value) {
    assertThatExceptionOfType(UnacceptableUpdateException.class)
        .isThrownBy(
            () ->
                new Quantizer(List.of(8), WIDE)
                    .encode(List.of(new float[2]), List.of(new float[] {0, value})))
        .withMessage("not-finite: element 1 of tensor 0")
        .extracting(UnacceptableUpdateException::reason)
        .isEqualTo(Reason.NOT_FINITE);
  }

  @Test
  void shapesThatDifferAreRefused() {
    Quantizer quantizer = new Quantizer(List.of(8), WIDE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> quantizer.encode(List.of(new float[1]), List.of(new float[2])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> quantizer.encode(List.of(), List.of(new float[2])));
  }
}
