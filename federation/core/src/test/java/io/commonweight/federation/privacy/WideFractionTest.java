package io.commonweight.federation.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WideFractionTest {

  /** Denominators of 2 to 125 bits; x so that x²/D is 0, small, near 1, and above it. */
  static Stream<Arguments> fractions() {
    return Stream.of(
        Arguments.of(3L, 1L, 1L),
        Arguments.of(3L, 1L, 2L),
        Arguments.of(7L, 1L, 0L),
        Arguments.of((1L << 40) + 1, 1L << 21, 1L << 30),
        Arguments.of((1L << 40) + 1, 1L << 23, 1L << 32),
        Arguments.of(1L << 51, (1L << 50) - 1, 3L << 49),
        Arguments.of(1L << 62, (1L << 62) - 1, (1L << 61) + 12345),
        Arguments.of(1L << 62, (1L << 62) - 1, Long.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("fractions")
  void coinShowsHeadsWithProbabilityExp(long a, long b, long x) {
    WideFraction fraction = WideFraction.over(a, b);
    var random = DiscreteGaussianTest.stream(x);
    int flips = 200_000;
    long heads =
        IntStream.range(0, flips).filter(_ -> fraction.bernoulliExpOfSquare(x, random)).count();

    double expected = Math.exp(-((double) x / a) * ((double) x / b));
    double spread = Math.sqrt(expected * (1 - expected) / flips);
    assertThat((double) heads / flips).isCloseTo(expected, within(4 * spread + 1e-12));
  }

  /** x²/D of which the upper 62 bits, shifted as D is to 126, are those of the first word drawn. */
  @Test
  void lowerBitsDecideWhenUpperBitsAreEqual() {
    long a = (1L << 40) + 3;
    long b = (1L << 38) + 5;
    long x = 0x4_5678_9abcL;
    int shift = 126 - BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).bitLength();
    BigInteger z = BigInteger.valueOf(x).pow(2).shiftLeft(shift);
    long upper = z.shiftRight(64).longValueExact() << 2;
    long lower = z.longValue();

    // One flip shows heads, so the second decides: two flips are even, hence tails.
    assertThat(flip(a, b, x, upper, lower - 1, -1L >>> 1)).isFalse();
    assertThat(flip(a, b, x, upper, lower)).isTrue();
  }

  @Test
  void numbersNotBelowTheDenominatorAreDrawnAgain() {
    long a = (1L << 40) + 3;
    long b = (1L << 38) + 5;
    BigInteger d = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    BigInteger shifted = d.shiftLeft(126 - d.bitLength());
    long upper = shifted.shiftRight(64).longValueExact() << 2;

    assertThat(flip(a, b, 1, -1, upper, shifted.longValue(), upper, shifted.longValue() - 1))
        .isTrue();
  }

  /** Takes all of these words and no more. */
  private static boolean flip(long a, long b, long x, long... words) {
    var script =
        new RandomGenerator() {
          private int next;

          @Override
          public long nextLong() {
            return words[next++];
          }
        };
    boolean heads = WideFraction.over(a, b).bernoulliExpOfSquare(x, script);
    assertThat(script.next).isEqualTo(words.length);
    return heads;
  }
}
