package io.commonweight.federation.aggregation;

import io.commonweight.sdk.statement.Encoding;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** An update's values from a list, which may be read in windows of any size. */
final class ArrayQuanta implements Quanta {
  private final List<Integer> values;
  private final int width;
  private int position;

  ArrayQuanta(List<Integer> values, int width) {
    this.values = values;
    this.width = width;
  }

  static List<Quanta> of(List<List<Integer>> updates, int from, int to, Encoding encoding) {
    List<Quanta> quanta = new ArrayList<>();
    updates.forEach(
        update -> quanta.add(new ArrayQuanta(update.subList(from, to), encoding.bytes())));
    return quanta;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public MemorySegment next(int count) {
    var next = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values.subList(position, position + count)) {
      switch (width) {
        case Byte.BYTES -> next.put((byte) value);
        case Short.BYTES -> next.putShort((short) value);
        default -> next.putInt(value);
      }
    }
    position += count;
    return MemorySegment.ofArray(next.array());
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
