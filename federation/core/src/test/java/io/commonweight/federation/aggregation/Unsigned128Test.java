package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Unsigned128Test {

  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(128);

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sumsAndOrderAgreeWithBigIntegers(long seed) {
    Random random = new Random(seed);
    BigInteger left = new BigInteger(1 + random.nextInt(127), random);
    BigInteger right = new BigInteger(1 + random.nextInt(127), random);

    Unsigned128 sum = Unsigned128.of(left).plus(Unsigned128.of(right));

    assertThat(sum).isEqualTo(Unsigned128.of(left.add(right)));
    assertThat(Unsigned128.parse(sum.toString())).isEqualTo(sum);
    assertThat(Unsigned128.of(left).compareTo(Unsigned128.of(right)))
        .isEqualTo(left.compareTo(right));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 18, 32, 63})
  void shiftsKeepEveryBit(int shift) {
    assertThat(Unsigned128.shifted(Long.MAX_VALUE, shift).toBigInteger())
        .isEqualTo(BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(shift));
  }

  @Test
  void theLargestNumberPlusOneOverflows() {
    Unsigned128 largest = Unsigned128.of(LIMIT.subtract(BigInteger.ONE));

    assertThat(largest).isEqualTo(new Unsigned128(-1, -1));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> largest.plus(new Unsigned128(0, 1)));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> largest.plus(new Unsigned128(1, 0)));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> largest.plus(largest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1",
        "01",
        " 1",
        "1e3",
        "0x1",
        "1.0",
        "٣",
        "340282366920938463463374607431768211456",
        "9999999999999999999999999999999999999999"
      })
  void otherTextIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Unsigned128.parse(text));
  }

  @Test
  void theLargestNumberIsRead() {
    assertThat(Unsigned128.parse("340282366920938463463374607431768211455"))
        .isEqualTo(new Unsigned128(-1, -1));
    assertThat(Unsigned128.parse("0")).isEqualTo(Unsigned128.ZERO);
  }
}
