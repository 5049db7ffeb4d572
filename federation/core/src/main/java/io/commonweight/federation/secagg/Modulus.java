package io.commonweight.federation.secagg;

/**
 * The ring in which vectors are masked and added: the integers modulo 2^R, written as 0 … 2^R−1.
 *
 * @param bits R, 8 to 62
 */
public record Modulus(int bits) {
  /** The smallest R. */
  public static final int MIN_BITS = 8;

  /** The largest R; two elements still add without overflow. */
  public static final int MAX_BITS = 62;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if R is outside of it
   */
  public Modulus {
    if (bits < MIN_BITS || bits > MAX_BITS) {
      throw new IllegalArgumentException(
          "a modulus has %d to %d bits, not %d".formatted(MIN_BITS, MAX_BITS, bits));
    }
  }

  /**
   * The smallest modulus in which no weighted sum wraps around: R = (b−1) + ⌈log2 W⌉ + 1.
   *
   * @param valueBits b: each value is at most 2^(b−1)−1 in magnitude
   * @param totalWeight W, the sum of all weights, at least 1; the number of nodes if they all weigh
   *     1
   * @throws IllegalArgumentException if it would need more than {@value #MAX_BITS} bits
   */
  public static Modulus forSum(int valueBits, long totalWeight) {
    if (totalWeight < 1) {
      throw new IllegalArgumentException("a total weight of " + totalWeight);
    }
    int weightBits = Long.SIZE - Long.numberOfLeadingZeros(totalWeight - 1);
    return new Modulus(Math.max(MIN_BITS, valueBits + weightBits));
  }

  /** How many bytes an element has on the wire, little-endian: ⌈R/8⌉. */
  public int elementBytes() {
    return (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** The element that is congruent to {@code value}. */
  public long reduce(long value) {
    return value & ((1L << bits) - 1);
  }

  /** The representative of an element in −2^(R−1) … 2^(R−1)−1. */
  public long centred(long element) {
    int unused = Long.SIZE - bits;
    return element << unused >> unused;
  }
}
