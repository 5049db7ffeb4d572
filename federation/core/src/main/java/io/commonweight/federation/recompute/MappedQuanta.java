package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.sdk.statement.Encoding;
import java.io.EOFException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The values of an update from memory, such as a mapped file. */
public final class MappedQuanta implements Quanta {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment memory;
  private final Encoding encoding;
  private long position;

  /**
   * Reads from the beginning of a segment, whose owner closes it.
   *
   * @param memory the values
   * @param encoding how they are encoded
   */
  public MappedQuanta(MemorySegment memory, Encoding encoding) {
    this.memory = memory;
    this.encoding = encoding;
  }

  @Override
  public void read(short[] to, int count) throws EOFException {
    long from = advance(count);
    switch (encoding) {
      case I8 -> {
        for (int i = 0; i < count; i++) {
          to[i] = memory.get(ValueLayout.JAVA_BYTE, from + i);
        }
      }
      case I16 -> MemorySegment.copy(memory, SHORT, from, to, 0, count);
      case I32 -> throw new IllegalStateException("values of 24 bits are no shorts");
    }
  }

  @Override
  public void read(int[] to, int count) throws EOFException {
    MemorySegment.copy(memory, INT, advance(count), to, 0, count);
  }

  private long advance(int count) throws EOFException {
    long from = position;
    position += (long) count * encoding.bytes();
    if (position > memory.byteSize()) {
      throw new EOFException("an update is shorter than its header says");
    }
    return from;
  }

  @Override
  public void close() {
    // The segment's owner closes it.
  }
}
