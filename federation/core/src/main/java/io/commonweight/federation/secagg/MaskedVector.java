package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;

/**
 * The wire form of vectors: each element in ⌈R/8⌉ bytes, little-endian, below 2^R, and nothing
 * else.
 */
public final class MaskedVector {

  private MaskedVector() {}

  /** The bytes of a window of elements. */
  static byte[] encode(long[] elements, Modulus modulus) {
    int width = modulus.elementBytes();
    byte[] bytes = new byte[Math.multiplyExact(elements.length, width)];
    for (int i = 0; i < elements.length; i++) {
      LittleEndian.write(elements[i], bytes, i * width, width);
    }
    return bytes;
  }

  /**
   * The elements of a window of bytes.
   *
   * @throws SecAggException MALFORMED if the last element is cut off, or one is 2^R or larger
   */
  public static long[] decode(byte[] bytes, Modulus modulus) throws SecAggException {
    int width = modulus.elementBytes();
    if (bytes.length % width != 0) {
      throw new SecAggException(
          Reason.MALFORMED,
          "%d bytes are no whole number of elements of %d".formatted(bytes.length, width));
    }
    long[] elements = new long[bytes.length / width];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = LittleEndian.read(bytes, i * width, width);
      if (elements[i] != modulus.reduce(elements[i])) {
        throw new SecAggException(
            Reason.MALFORMED,
            "element %d of the window is not below 2^%d".formatted(i, modulus.bits()));
      }
    }
    return elements;
  }
}
