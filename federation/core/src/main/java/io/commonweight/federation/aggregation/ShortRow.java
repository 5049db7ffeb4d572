package io.commonweight.federation.aggregation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A row of values of at most 16 bits. */
final class ShortRow extends Row {
  private final short[] values;

  ShortRow(int capacity) {
    this.values = new short[capacity];
  }

  @Override
  void decode(MemorySegment from, int width, int count) {
    switch (width) {
      case Byte.BYTES -> {
        for (int i = 0; i < count; i++) {
          values[i] = from.get(ValueLayout.JAVA_BYTE, i);
        }
      }
      case Short.BYTES -> MemorySegment.copy(from, SHORT, 0, values, 0, count);
      default -> {
        for (int i = 0; i < count; i++) {
          values[i] = (short) from.get(INT, (long) i * Integer.BYTES);
        }
      }
    }
  }

  /** The values themselves, for loops that fill them. */
  short[] values() {
    return values;
  }

  @Override
  void divide(long[] sums, long divisor, int count) {
    double by = (double) divisor; // exact: see Quotient
    for (int i = 0; i < count; i++) {
      values[i] = (short) Quotient.of(sums[i], by);
    }
  }

  @Override
  void addTo(long[] sums, long weight, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += weight * values[i];
    }
  }

  @Override
  void addClippedTo(long[] sums, long weight, int factor, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += weight * ClipFactor.scale(values[i], factor);
    }
  }

  @Override
  void exchange(Row other, int count) {
    Lanes.exchange(values, ((ShortRow) other).values, count);
  }

  @Override
  void toDoubles(double[] to, int at, int from, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] = values[from + i];
    }
  }

  @Override
  int get(int index) {
    return values[index];
  }
}
