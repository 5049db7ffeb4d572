package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotientTest {

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @CsvSource({
    "1,2,0",
    "3,2,2",
    "5,2,2",
    "7,2,4",
    "-1,2,0",
    "-3,2,-2",
    "-5,2,-2",
    "-7,2,-4",
    "2,3,1",
    "-2,3,-1",
    "1,3,0",
    "-1,3,0",
    "10,4,2",
    "-10,4,-2",
    "9,9,1",
    "-9,9,-1",
    "0,5,0"
  })
  void halvesGoToTheEvenNeighbour(long sum, long divisor, long expected) {
    assertThat((long) Quotient.of(sum, (double) divisor)).isEqualTo(expected);
  }

  /** Sums next to ties, where a rounded quotient is most likely to be wrong. */
  @ParameterizedTest
  @MethodSource("seeds")
  void theLargestDivisorsAreDividedExactly(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      int valueBits = new int[] {8, 16, 24}[random.nextInt(3)];
      int divisorBits = Quotient.MAX_BITS - (valueBits - 1) - random.nextInt(20);
      long divisor = (1L << (divisorBits - 1)) | random.nextLong(1L << (divisorBits - 1));
      long quotient = random.nextLong(1L << (valueBits - 1)) - (1L << (valueBits - 2));
      long sum = quotient * divisor + divisor / 2 + random.nextInt(-2, 3);

      assertThat((long) Quotient.of(sum, (double) divisor))
          .as("%d / %d", sum, divisor)
          .isEqualTo(
              BigDecimal.valueOf(sum)
                  .divide(BigDecimal.valueOf(divisor), 0, RoundingMode.HALF_EVEN)
                  .longValueExact());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24})
  void divisorsUpToTheBoundAreAllowed(int valueBits) {
    long largest = (1L << (Quotient.MAX_BITS - (valueBits - 1))) - 1;

    assertThatCode(() -> Quotient.requireExact(valueBits, largest)).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quotient.requireExact(valueBits, largest + 1));
  }

  @Test
  void nothingIsDividedByNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> Quotient.requireExact(8, 0));
  }
}
