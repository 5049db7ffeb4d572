package io.commonweight.federation.aggregation;

import java.util.List;

/**
 * The weighted mean of {@code dagg/1} over a fixed list of updates. Immutable; threads may work on
 * windows of their own at the same time.
 */
public final class WeightedMean {

  private final List<Integer> weights;
  private final long total;

  /**
   * Takes the weight of each update, each from 1 to {@link Dagg1#MAX_WEIGHT}.
   *
   * @throws IllegalArgumentException if there is none, one is out of range, or so many are given
   *     that a sum could exceed 62 bits
   */
  public WeightedMean(List<Integer> weights) {
    requireRoom(weights.size());
    this.weights = List.copyOf(weights);
    long sum = 0;
    for (int weight : weights) {
      if (weight < 1 || weight > Dagg1.MAX_WEIGHT) {
        throw new IllegalArgumentException(
            "weight " + weight + " is not from 1 to " + Dagg1.MAX_WEIGHT);
      }
      sum += weight;
    }
    this.total = sum;
  }

  /** Opens a window of {@code length} elements, all of one tensor. Memory: 8 · length bytes. */
  public MeanWindow open(int length) {
    return new MeanWindow(weights, total, length);
  }

  /** Number of updates, at least 1. */
  public int size() {
    return weights.size();
  }

  /**
   * Checks that (b − 1) + 16 + ⌈log2 updates⌉ is at most 62, so that no sum of weighted values can
   * overflow.
   *
   * @throws IllegalArgumentException if it is more, or there is no update
   */
  static void requireRoom(int updates) {
    if (updates < 1) {
      throw new IllegalArgumentException("a mean needs at least one update");
    }
    int countBits = 32 - Integer.numberOfLeadingZeros(updates - 1);
    if (Dagg1.BITS - 1 + 16 + countBits > 62) {
      throw new IllegalArgumentException(updates + " updates could overflow a 64-bit sum");
    }
  }
}
