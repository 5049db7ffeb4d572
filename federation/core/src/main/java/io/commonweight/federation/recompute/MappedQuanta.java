package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.sdk.statement.Encoding;
import java.io.EOFException;
import java.lang.foreign.MemorySegment;

/** The values of an update from memory, such as a mapped file; nothing is copied. */
public final class MappedQuanta implements Quanta {
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
  public int width() {
    return encoding.bytes();
  }

  @Override
  public MemorySegment next(int count) throws EOFException {
    long bytes = (long) count * width();
    if (bytes > memory.byteSize() - position) {
      throw new EOFException("an update is shorter than its header says");
    }
    MemorySegment values = memory.asSlice(position, bytes);
    position += bytes;
    return values;
  }

  @Override
  public void close() {
    // The segment's owner closes it.
  }
}
