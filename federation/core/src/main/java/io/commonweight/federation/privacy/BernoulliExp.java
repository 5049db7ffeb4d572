package io.commonweight.federation.privacy;

import java.util.random.RandomGenerator;

/**
 * Coins that show heads with probability exp(−γ), exactly, for γ from 0 to 1. Canonne, Kamath,
 * Steinke, 2020, Algorithm 1: flip coins of probability γ/1, γ/2, γ/3, … until one shows tails; the
 * answer is whether the number of flips is odd.
 */
final class BernoulliExp {

  private BernoulliExp() {}

  /** A coin of probability exp(−1). The first flip, of probability 1, is left out. */
  static boolean ofOne(RandomGenerator random) {
    int flips = 2;
    while (isFirstOf(flips, random)) {
      flips++;
    }
    return (flips & 1) == 1;
  }

  /**
   * A coin of probability exp(−numerator/(mask + 1)).
   *
   * @param numerator from 0 to {@code mask}
   * @param mask one less than a power of two of at most 2<sup>31</sup>
   */
  static boolean ofFraction(long numerator, long mask, RandomGenerator random) {
    int flips = 1;
    while ((random.nextLong() & mask) < numerator && isFirstOf(flips, random)) {
      flips++;
    }
    return (flips & 1) == 1;
  }

  /** Heads with probability 1/n. */
  static boolean isFirstOf(int n, RandomGenerator random) {
    return n == 1 || random.nextInt(n) == 0;
  }
}
