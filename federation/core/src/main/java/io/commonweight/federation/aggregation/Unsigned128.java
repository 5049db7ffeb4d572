package io.commonweight.federation.aggregation;

import java.math.BigInteger;

/**
 * An unsigned 128-bit integer, as two 64-bit halves whose sign bits carry value. Norms and their
 * bounds are of this type, so that every aggregator reaches the same verdict.
 */
public record Unsigned128(long high, long low) implements Comparable<Unsigned128> {

  /** Zero. */
  public static final Unsigned128 ZERO = new Unsigned128(0, 0);

  private static final int MAX_DIGITS = 39;

  /**
   * Reads a decimal number without sign or leading zeros.
   *
   * @throws IllegalArgumentException if the text is anything else or needs more than 128 bits
   */
  public static Unsigned128 parse(String decimal) {
    if (decimal.length() > MAX_DIGITS || !decimal.matches("0|[1-9][0-9]*")) {
      throw new IllegalArgumentException("not a decimal number of at most 128 bits");
    }
    return of(new BigInteger(decimal));
  }

  /**
   * Narrows a big integer.
   *
   * @throws IllegalArgumentException if it is negative or needs more than 128 bits
   */
  public static Unsigned128 of(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 128) {
      throw new IllegalArgumentException(value + " is not an unsigned 128-bit number");
    }
    return new Unsigned128(value.shiftRight(64).longValue(), value.longValue());
  }

  /** {@code value · 2^shift} for a value of at least 0 and a shift from 0 to 63. */
  static Unsigned128 shifted(long value, int shift) {
    long high = shift == 0 ? 0 : value >>> (64 - shift);
    return new Unsigned128(high, value << shift);
  }

  /**
   * The exact sum.
   *
   * @throws ArithmeticException if it needs more than 128 bits
   */
  public Unsigned128 plus(Unsigned128 other) {
    long sumLow = low + other.low;
    long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
    long partHigh = high + other.high;
    long sumHigh = partHigh + carry;
    boolean overflow =
        Long.compareUnsigned(partHigh, high) < 0 || Long.compareUnsigned(sumHigh, partHigh) < 0;
    if (overflow) {
      throw new ArithmeticException("sum exceeds 128 bits");
    }
    return new Unsigned128(sumHigh, sumLow);
  }

  /** The same number as a big integer. */
  public BigInteger toBigInteger() {
    return new BigInteger(Long.toUnsignedString(high))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(low)));
  }

  @Override
  public int compareTo(Unsigned128 other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /** The decimal digits. */
  @Override
  public String toString() {
    return toBigInteger().toString();
  }
}
