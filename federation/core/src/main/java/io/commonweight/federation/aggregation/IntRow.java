package io.commonweight.federation.aggregation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A row of values of more than 16 bits. */
final class IntRow extends Row {
  private final int[] values;

  IntRow(int capacity) {
    this.values = new int[capacity];
  }

  @Override
  void decode(MemorySegment from, int width, int count) {
    switch (width) {
      case Byte.BYTES -> {
        for (int i = 0; i < count; i++) {
          values[i] = from.get(ValueLayout.JAVA_BYTE, i);
        }
      }
      case Short.BYTES -> {
        for (int i = 0; i < count; i++) {
          values[i] = from.get(SHORT, (long) i * Short.BYTES);
        }
      }
      default -> MemorySegment.copy(from, INT, 0, values, 0, count);
    }
  }

  @Override
  void divide(long[] sums, long divisor, int count) {
    double by = (double) divisor; // exact: see Quotient
    for (int i = 0; i < count; i++) {
      values[i] = (int) Quotient.of(sums[i], by);
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
    Lanes.exchange(values, ((IntRow) other).values, count);
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
