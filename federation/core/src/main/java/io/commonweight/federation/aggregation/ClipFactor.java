package io.commonweight.federation.aggregation;

import java.math.BigInteger;

/**
 * What a vector that is too long is multiplied with, as an integer over 2^24: ⌊2^24 · √bound /
 * √norm⌋ in integers, so that everybody clips alike.
 */
final class ClipFactor {

  /** The factor of a vector that is left as it is. */
  static final int ONE = 1 << 24;

  private static final double UNIT = 1.0 / ONE;

  private ClipFactor() {}

  /**
   * The factor for a squared norm.
   *
   * @param bound the largest squared norm that is left alone
   */
  static int of(BigInteger norm, BigInteger bound) {
    if (norm.compareTo(bound) <= 0) {
      return ONE;
    }
    // (2^24)^2 · bound / norm under one root: rounded down once, and below 2^24.
    return bound.shiftLeft(48).divide(norm).sqrt().intValueExact();
  }

  /** value · factor / 2^24, rounded half to even: exact, for the product is below 2^53. */
  static long scale(int value, int factor) {
    return (long) Math.rint((double) value * factor * UNIT);
  }
}
