package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.commonweight.federation.aggregation.UnacceptableUpdateException.Reason;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateNormTest {
  private static final int MAX_QUANTUM = 8_388_607;

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void windowsOfAnySizeGiveTheExactSum(long seed) throws UnacceptableUpdateException {
    Random random = new Random(seed);
    int[] values = random.ints(3000, -MAX_QUANTUM, MAX_QUANTUM + 1).toArray();
    int scale = 4 + random.nextInt(17);
    BigInteger expected = BigInteger.ZERO;
    for (int q : values) {
      expected = expected.add(BigInteger.valueOf(q).pow(2).shiftLeft(2 * (20 - scale)));
    }
    UpdateNorm norm = new UpdateNorm(20, MAX_QUANTUM);
    for (int from = 0; from < values.length; ) {
      int to = Math.min(values.length, from + 1 + random.nextInt(700));
      norm.add(Arrays.copyOfRange(values, from, to), to - from, scale);
      from = to;
    }

    assertThat(norm.value().toBigInteger()).isEqualTo(expected);
  }

  @Test
  void blocksOfTheLargestValuesDoNotOverflow() throws UnacceptableUpdateException {
    int[] values = new int[300_000];
    Arrays.fill(values, -MAX_QUANTUM);
    UpdateNorm norm = new UpdateNorm(16, MAX_QUANTUM);

    norm.add(values, values.length, 0);

    assertThat(norm.value().toBigInteger())
        .isEqualTo(
            BigInteger.valueOf(MAX_QUANTUM)
                .pow(2)
                .multiply(BigInteger.valueOf(300_000))
                .shiftLeft(32));
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 23, -(1 << 23), Integer.MAX_VALUE, Integer.MIN_VALUE})
  void aValueOutOfRangeIsRejected(int value) {
    assertThatExceptionOfType(UnacceptableUpdateException.class)
        .isThrownBy(() -> new UpdateNorm(0, MAX_QUANTUM).add(new int[] {0, value}, 2, 0))
        .withMessage("out-of-range: value " + value + " is beyond ±8388607")
        .extracting(UnacceptableUpdateException::reason)
        .isEqualTo(Reason.OUT_OF_RANGE);
  }

  @Test
  void valuesBehindTheWindowAreIgnored() throws UnacceptableUpdateException {
    UpdateNorm norm = new UpdateNorm(0, MAX_QUANTUM);

    norm.add(new int[] {3, 4, Integer.MAX_VALUE}, 2, 0);

    assertThat(norm.value()).isEqualTo(new Unsigned128(0, 25));
  }

  @Test
  void theBoundItselfPassesAndOneMoreDoesNot() throws UnacceptableUpdateException {
    UpdateNorm norm = new UpdateNorm(0, MAX_QUANTUM);
    norm.add(new int[] {3, -4}, 2, 0);

    assertThatCode(() -> norm.requireAtMost(new Unsigned128(0, 25))).doesNotThrowAnyException();
    assertThatExceptionOfType(UnacceptableUpdateException.class)
        .isThrownBy(() -> norm.requireAtMost(new Unsigned128(0, 24)))
        .withMessage("norm-exceeded: norm 25 exceeds the bound 24")
        .extracting(UnacceptableUpdateException::reason)
        .isEqualTo(Reason.NORM_EXCEEDED);
  }

  @Test
  void aScaleAboveTheLargestOrTooFarBelowIsRefused() {
    UpdateNorm norm = new UpdateNorm(20, MAX_QUANTUM);

    assertThatIllegalArgumentException().isThrownBy(() -> norm.add(new int[1], 1, 21));
    assertThatIllegalArgumentException().isThrownBy(() -> norm.add(new int[1], 1, 3));
  }
}
