package io.commonweight.cli.simulate;

import io.commonweight.federation.aggregation.Quanta;
import java.io.EOFException;
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
  public void read(short[] to, int count) throws EOFException {
    for (int i = 0; i < count; i++) {
      to[i] = (short) next();
    }
  }

  @Override
  public void read(int[] to, int count) throws EOFException {
    for (int i = 0; i < count; i++) {
      to[i] = next();
    }
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
