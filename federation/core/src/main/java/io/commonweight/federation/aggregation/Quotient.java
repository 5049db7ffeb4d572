package io.commonweight.federation.aggregation;

/**
 * Division rounded half to even, in doubles, because processors divide those by the vector.
 *
 * <p>It is exact. Let x = sum / divisor be below 2^(b−1) in magnitude, and the divisor have d bits,
 * where b − 1 + d ≤ {@value #MAX_BITS}. Sum and divisor are exact as doubles. A tie k + 1/2 is a
 * double too and rounds as it should. Any other x is at least 1 / (2 · divisor) > 2^(−d−1) away
 * from the next tie, and the double nearest to x errs by less than 2^(b−1−53), which is no more: so
 * both round to the same integer.
 */
final class Quotient {

  /** The most bits of a magnitude and of a divisor together. */
  static final int MAX_BITS = 51;

  private Quotient() {}

  static double of(long sum, double divisor) {
    return Math.rint((double) sum / divisor) + 0.0; // an integer has no negative zero
  }

  /**
   * Checks that a division is exact.
   *
   * @param valueBits b: the quotient is at most 2^(b−1)−1
   * @throws IllegalArgumentException if the divisor is beyond the bound, or not positive
   */
  static long requireExact(int valueBits, long divisor) {
    int divisorBits = Long.SIZE - Long.numberOfLeadingZeros(divisor);
    if (divisor < 1 || valueBits - 1 + divisorBits > MAX_BITS) {
      throw new IllegalArgumentException(
          "a sum of weights of %d cannot be divided exactly with values of %d bits"
              .formatted(divisor, valueBits));
    }
    return divisor;
  }
}
