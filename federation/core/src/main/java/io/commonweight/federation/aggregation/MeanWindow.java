package io.commonweight.federation.aggregation;

import java.util.BitSet;
import java.util.List;

/**
 * Sums one window of every update and turns the sums into output values. Updates may be added in
 * any order, each exactly once. Not thread-safe.
 */
public final class MeanWindow {

  private final List<Integer> weights;
  private final long total;
  private final long[] sums;
  private final BitSet added = new BitSet();

  MeanWindow(List<Integer> weights, long total, int length) {
    this.weights = weights;
    this.total = total;
    this.sums = new long[length];
  }

  /**
   * Adds an update's values for this window.
   *
   * @param update index of the update in the list of weights
   * @param quanta at least as many values as the window has; the rest is ignored
   * @throws IllegalArgumentException if a value is out of range
   * @throws IllegalStateException if the update was added before
   */
  public void add(int update, int[] quanta) {
    if (added.get(update)) {
      throw new IllegalStateException("update " + update + " was already added");
    }
    long weight = weights.get(update);
    int beyond = 0;
    for (int i = 0; i < sums.length; i++) {
      int q = quanta[i];
      // A magnitude of 2^23 or more shows in the high bits; no branch, so that the loop vectorises.
      beyond |= Math.abs(q);
      sums[i] += weight * q;
    }
    if ((beyond & ~Dagg1.MAX_QUANTUM) != 0) {
      throw new IllegalArgumentException("update " + update + " has a value out of range");
    }
    added.set(update);
  }

  /**
   * Writes base + mean · 2^−scale to {@code output}, which may be the base array itself.
   *
   * @throws IllegalStateException if an update is missing
   * @throws ArithmeticException if a result is not finite
   */
  public void finish(float[] base, int scale, float[] output) {
    Dagg1.requireScale(scale);
    if (added.cardinality() != weights.size()) {
      throw new IllegalStateException(
          "update " + added.nextClearBit(0) + " was not added to the window");
    }
    double quantum = Math.scalb(1.0, -scale);
    for (int i = 0; i < sums.length; i++) {
      long mean = roundHalfEven(sums[i], total);
      float value = (float) ((double) base[i] + (double) mean * quantum);
      if (!Float.isFinite(value)) {
        throw new ArithmeticException("element " + i + " of the window is not finite");
      }
      output[i] = value;
    }
  }

  /** The integer nearest to sum / total, ties to the even one; total is from 1 to 2^62. */
  static long roundHalfEven(long sum, long total) {
    long quotient = Math.floorDiv(sum, total);
    long twice = 2 * Math.floorMod(sum, total);
    boolean up = twice > total || (twice == total && (quotient & 1) == 1);
    return up ? quotient + 1 : quotient;
  }
}
