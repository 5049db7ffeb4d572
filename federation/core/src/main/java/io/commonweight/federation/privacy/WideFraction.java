package io.commonweight.federation.privacy;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/**
 * A denominator D of up to 125 bits, for coins of probability exp(−x²/D) with a 63-bit x.
 *
 * <p>A coin of probability z/D is whether a uniform number below D is below z. To draw one, D and z
 * are shifted left until D has 126 bits; a number of 126 bits is drawn, and drawn again if it is
 * not below D. Its upper 62 bits nearly always decide, so the lower 64 are drawn only if they do
 * not.
 */
final class WideFraction {
  private static final int BITS = 126;

  private final long high;
  private final long low;
  private final int shift;
  private final long shiftedHigh;
  private final long shiftedLow;

  private WideFraction(BigInteger denominator) {
    shift = BITS - denominator.bitLength();
    high = denominator.shiftRight(64).longValue();
    low = denominator.longValue();
    BigInteger shifted = denominator.shiftLeft(shift);
    shiftedHigh = shifted.shiftRight(64).longValue();
    shiftedLow = shifted.longValue();
  }

  /** The denominator a·b, of two positive factors whose product has at most 125 bits. */
  static WideFraction over(long a, long b) {
    return new WideFraction(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)));
  }

  /**
   * A coin of probability exp(−x²/D): as many of exp(−1) as D fits into x², and one for the rest.
   */
  boolean bernoulliExpOfSquare(long x, RandomGenerator random) {
    long restHigh = Math.multiplyHigh(x, x);
    long restLow = x * x;
    while (!isBelow(restHigh, restLow, high, low)) {
      if (!BernoulliExp.ofOne(random)) {
        return false;
      }
      restHigh -= high + (Long.compareUnsigned(restLow, low) < 0 ? 1 : 0);
      restLow -= low;
    }
    return bernoulliExp(restHigh, restLow, random);
  }

  /** A coin of probability exp(−z/D) for z below D. */
  private boolean bernoulliExp(long zHigh, long zLow, RandomGenerator random) {
    long upper = shift >= 64 ? zLow << (shift - 64) : (zHigh << shift) | (zLow >>> (64 - shift));
    long lower = shift >= 64 ? 0 : zLow << shift;
    int flips = 1;
    while (bernoulli(upper, lower, random) && BernoulliExp.isFirstOf(flips, random)) {
      flips++;
    }
    return (flips & 1) == 1;
  }

  /** A coin of probability z/D, both shifted. */
  private boolean bernoulli(long zHigh, long zLow, RandomGenerator random) {
    while (true) {
      long upper = random.nextLong() >>> (128 - BITS);
      if (upper < shiftedHigh && upper != zHigh) {
        return upper < zHigh;
      }
      if (upper <= shiftedHigh) {
        long lower = random.nextLong();
        if (isBelow(upper, lower, shiftedHigh, shiftedLow)) {
          return isBelow(upper, lower, zHigh, zLow);
        }
      }
    }
  }

  private static boolean isBelow(long aHigh, long aLow, long bHigh, long bLow) {
    return aHigh < bHigh || (aHigh == bHigh && Long.compareUnsigned(aLow, bLow) < 0);
  }
}
