package io.commonweight.federation.aggregation;

import io.commonweight.federation.aggregation.UnacceptableUpdateException.Reason;

/**
 * Accumulates the exact squared norm of one update, Σ over tensors of 2^(2(s_max − s)) · Σ q², in
 * units of 2^(−2·s_max). Windows may come in any order and size. Not thread-safe: sums of disjoint
 * parts are joined with {@link Unsigned128#plus}.
 */
public final class UpdateNorm {

  /** A square is below 2^46, so a sum of this many stays below 2^63. */
  private static final int BLOCK = 1 << 17;

  private final int maxScale;
  private final int maxQuantum;
  private Unsigned128 sum = Unsigned128.ZERO;

  /**
   * Starts at zero.
   *
   * @param maxScale the largest scale of the round
   * @param maxQuantum the largest magnitude of a value, below 2^23
   */
  public UpdateNorm(int maxScale, int maxQuantum) {
    Dagg1.requireScale(maxScale);
    this.maxScale = maxScale;
    this.maxQuantum = maxQuantum;
  }

  /**
   * Adds the first {@code length} values of a window of a tensor with this scale.
   *
   * @throws UnacceptableUpdateException if a value is out of range or the norm overflows
   */
  public void add(int[] window, int length, int scale) throws UnacceptableUpdateException {
    int shift = 2 * (maxScale - scale);
    if (shift < 0 || shift > 2 * Dagg1.MAX_SCALE_SPREAD) {
      throw new IllegalArgumentException(
          "scale " + scale + " is not within " + Dagg1.MAX_SCALE_SPREAD + " below " + maxScale);
    }
    for (int from = 0; from < length; from += BLOCK) {
      long squares = squares(window, from, Math.min(length, from + BLOCK));
      try {
        sum = sum.plus(Unsigned128.shifted(squares, shift));
      } catch (ArithmeticException e) {
        throw new UnacceptableUpdateException(Reason.NORM_OVERFLOW, "norm exceeds 128 bits");
      }
    }
  }

  /** The sum so far. */
  public Unsigned128 value() {
    return sum;
  }

  /**
   * Compares the sum with the bound of the round; equal passes.
   *
   * @throws UnacceptableUpdateException if the sum is larger
   */
  public void requireAtMost(Unsigned128 bound) throws UnacceptableUpdateException {
    if (sum.compareTo(bound) > 0) {
      throw new UnacceptableUpdateException(
          Reason.NORM_EXCEEDED, "norm " + sum + " exceeds the bound " + bound);
    }
  }

  private long squares(int[] window, int from, int to) throws UnacceptableUpdateException {
    long squares = 0;
    for (int i = from; i < to; i++) {
      int q = window[i];
      if (q < -maxQuantum || q > maxQuantum) {
        throw new UnacceptableUpdateException(
            Reason.OUT_OF_RANGE, "value " + q + " is beyond ±" + maxQuantum);
      }
      squares += (long) q * q;
    }
    return squares;
  }
}
