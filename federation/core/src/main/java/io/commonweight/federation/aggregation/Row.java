package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A window of one voter's values. Values of at most 16 bits are held as {@code short}, so that a
 * vector register has room for twice as many. The loops are plain ones that HotSpot turns into
 * vector instructions, but where it cannot ({@link Lanes}).
 */
abstract sealed class Row permits ShortRow, IntRow {
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int SHORT_BITS = 16;

  static Row of(int valueBits, int capacity) {
    return valueBits <= SHORT_BITS ? new ShortRow(capacity) : new IntRow(capacity);
  }

  /** Fills the row from an update. */
  final void read(Quanta from, int count) throws IOException {
    decode(from.next(count), from.width(), count);
  }

  /**
   * Fills the row with an update's values.
   *
   * @param width bytes of a value, of whatever width: the values fit the row
   */
  abstract void decode(MemorySegment values, int width, int count);

  /** Fills the row with sums / divisor, rounded half to even: see {@link Quotient}. */
  abstract void divide(long[] sums, long divisor, int count);

  /** Adds weight · value to each sum. */
  abstract void addTo(long[] sums, long weight, int count);

  /** Adds weight · (value · factor / {@link ClipFactor#ONE}, rounded half to even) to each sum. */
  abstract void addClippedTo(long[] sums, long weight, int factor, int count);

  /** Puts the smaller values into this row and the larger ones into the other. */
  abstract void exchange(Row other, int count);

  /** Copies values as exact doubles, for inner products. */
  abstract void toDoubles(double[] to, int at, int from, int count);

  abstract int get(int index);
}
