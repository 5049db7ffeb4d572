package io.commonweight.federation.secagg;

import java.security.SecureRandom;
import java.util.Random;

/** Randomness that repeats, for tests. */
final class SeededRandom extends SecureRandom {
  private final transient Random random;

  SeededRandom(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
