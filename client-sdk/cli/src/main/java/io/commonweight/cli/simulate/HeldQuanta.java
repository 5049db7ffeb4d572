package io.commonweight.cli.simulate;

import io.commonweight.federation.aggregation.Quanta;
import java.io.EOFException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The values of an update that lies in memory. Not thread-safe. */
final class HeldQuanta implements Quanta {
  private final List<int[]> tensors;
  private int tensor;
  private int at;

  HeldQuanta(List<int[]> tensors) {
    this.tensors = tensors;
  }

  @Override
  public int width() {
    return Integer.BYTES;
  }

  @Override
  public MemorySegment next(int count) throws EOFException {
    var values = ByteBuffer.allocate(count * width()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      values.putInt(next());
    }
    return MemorySegment.ofArray(values.array());
  }

  private int next() throws EOFException {
    while (tensor < tensors.size() && at == tensors.get(tensor).length) {
      tensor++;
      at = 0;
    }
    if (tensor == tensors.size()) {
      throw new EOFException("an update has no more values");
    }
    return tensors.get(tensor)[at++];
  }

  /** Holds nothing to close. */
  @Override
  public void close() {}
}
