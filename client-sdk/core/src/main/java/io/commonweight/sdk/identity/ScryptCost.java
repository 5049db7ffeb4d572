package io.commonweight.sdk.identity;

import java.io.IOException;
import java.math.BigInteger;

/**
 * What it costs to derive a key with scrypt (RFC 7914 §2), bounded so that a hostile file takes
 * neither all memory nor all day.
 *
 * @param n the CPU and memory cost, a power of two
 * @param r the block size: the memory is 128·n·r bytes
 * @param p the parallelization: how often that memory is filled
 */
record ScryptCost(int n, int r, int p) {
  /** What new files cost: 32 MiB, about a tenth of a second. */
  static final ScryptCost OURS = new ScryptCost(1 << 15, 8, 1);

  private static final int MAX_N = 1 << 20;
  private static final int MAX_R = 32;
  private static final int MAX_P = 4;
  private static final long BLOCK_BYTES = 128;
  private static final long MAX_MEMORY_BYTES = 128L << 20;

  /** RFC 7914 §2: N is less than 2^(128·r/8). */
  private static final int BITS_OF_N_PER_R = 16;

  /**
   * The cost a file asks for.
   *
   * @throws IOException if it is out of bounds
   */
  static ScryptCost of(BigInteger n, BigInteger r, BigInteger p) throws IOException {
    if (isWithin(n, MAX_N) && isWithin(r, MAX_R) && isWithin(p, MAX_P)) {
      var cost = new ScryptCost(n.intValue(), r.intValue(), p.intValue());
      if (cost.isPossible() && BLOCK_BYTES * cost.n * cost.r <= MAX_MEMORY_BYTES) {
        return cost;
      }
    }
    throw new IOException(
        "asks for a cost of scrypt that is out of bounds: 128 MiB (128·N·r bytes) and p=%d at most"
            .formatted(MAX_P));
  }

  private boolean isPossible() {
    int log = Integer.numberOfTrailingZeros(n);
    return n > 1 && n == 1 << log && log < BITS_OF_N_PER_R * r;
  }

  private static boolean isWithin(BigInteger value, int max) {
    return value.signum() > 0 && value.compareTo(BigInteger.valueOf(max)) <= 0;
  }
}
