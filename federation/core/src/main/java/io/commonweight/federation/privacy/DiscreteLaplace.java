package io.commonweight.federation.privacy;

import java.util.random.RandomGenerator;

/**
 * The discrete Laplace distribution of scale t = 2^bits: an integer x has a probability
 * proportional to exp(−|x|/t). Canonne, Kamath, Steinke, 2020, Algorithm 2 with s = 1.
 *
 * @param scaleBits from 0 to 31
 */
record DiscreteLaplace(int scaleBits) {

  long sample(RandomGenerator random) {
    long mask = (1L << scaleBits) - 1;
    while (true) {
      long word = random.nextLong();
      long remainder = word & mask;
      if (!BernoulliExp.ofFraction(remainder, mask, random)) {
        continue;
      }
      long multiple = 0;
      while (BernoulliExp.ofOne(random)) {
        multiple++;
      }
      long magnitude = remainder + (multiple << scaleBits);
      boolean isNegative = word < 0;
      if (!isNegative || magnitude != 0) { // zero has one sign only
        return isNegative ? -magnitude : magnitude;
      }
    }
  }
}
