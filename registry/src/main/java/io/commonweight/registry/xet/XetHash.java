package io.commonweight.registry.xet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Pattern;

/**
 * A hash of Xet: 256 bits as four little-endian words. Its text is the words in hexadecimal, so the
 * bytes of each word stand in the other order in text than in binary formats.
 */
record XetHash(long first, long second, long third, long fourth) {
  /** Length in binary formats. */
  static final int BYTES = 32;

  /** The hash of no chunks at all. */
  static final XetHash ZERO = new XetHash(0, 0, 0, 0);

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final XetHash ONES = new XetHash(-1, -1, -1, -1);

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits
   */
  static XetHash parse(String text) {
    if (!HEX.matcher(text).matches()) {
      throw new IllegalArgumentException("not a Xet hash in lower-case hex: '" + text + "'");
    }
    return new XetHash(word(text, 0), word(text, 1), word(text, 2), word(text, 3));
  }

  private static long word(String text, int index) {
    return Long.parseUnsignedLong(text, 16 * index, 16 * (index + 1), 16);
  }

  /** Reads 32 bytes of a buffer, which is little-endian. */
  static XetHash read(ByteBuffer in) {
    return new XetHash(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  /** Writes 32 bytes to a buffer, which is little-endian. */
  void write(ByteBuffer out) {
    out.putLong(first).putLong(second).putLong(third).putLong(fourth);
  }

  /** Its binary form. */
  byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    write(out);
    return out.array();
  }

  /** Whether this is no hash, but the end of a section of a shard. */
  boolean isBookend() {
    return equals(ONES);
  }

  /** Whether a node of a tree ends with this child, if it has enough of them. */
  boolean endsNode() {
    return fourth % MerkleTree.MEAN_CHILDREN == 0;
  }

  @Override
  public String toString() {
    return "%016x%016x%016x%016x".formatted(first, second, third, fourth);
  }
}
