package io.commonweight.federation.aggregation;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The loops that HotSpot does not vectorise by itself: minima and maxima of shorts, and inner
 * products. With {@code --add-modules jdk.incubator.vector} they use vector instructions; without
 * it the results are the same and come later. All of them are exact, so no order matters.
 */
final class Lanes {
  /** How many updates are added at a time, so that their memory is waited for at the same time. */
  static final int STREAMS = 4;

  /** How many rows are multiplied with as many others at a time. */
  static final int BLOCK = 4;

  private static final boolean HAS_VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private Lanes() {}

  /** Whether values of so many bytes can be taken from where they lie. */
  static boolean canAdd(int width) {
    return HAS_VECTORS && width != Byte.BYTES && VectorLanes.CAN_WIDEN;
  }

  /**
   * Adds weight · value of {@value #STREAMS} updates to each sum, from where the values lie.
   *
   * @param width bytes of a value: 2 or 4
   */
  static void add(MemorySegment[] values, long[] weights, int width, long[] sums, int count) {
    int done =
        width == Short.BYTES
            ? VectorLanes.addShorts(values, weights, sums, count)
            : VectorLanes.addInts(values, weights, sums, count);
    for (int i = done; i < count; i++) {
      for (int stream = 0; stream < STREAMS; stream++) {
        sums[i] += weights[stream] * value(values[stream], width, i);
      }
    }
  }

  private static long value(MemorySegment values, int width, int index) {
    return width == Short.BYTES
        ? values.get(Row.SHORT, (long) index * Short.BYTES)
        : values.get(Row.INT, (long) index * Integer.BYTES);
  }

  /** Whether {@link StraightNetwork#sort} takes so many values. */
  static boolean areWhole(int count) {
    return count % VectorLanes.shortLanes() == 0;
  }

  /**
   * A network that sorts shorts where they lie, in registers.
   *
   * @return empty if there are no vectors, or it would need too many of them
   */
  static Optional<StraightNetwork> straight(SortingNetwork network) {
    return HAS_VECTORS && network.rows() <= StraightNetwork.MAX_ROWS
        ? Optional.of(StraightNetwork.of(network))
        : Optional.empty();
  }

  /** Puts the smaller of each pair into {@code low}, the larger into {@code high}. */
  static void exchange(short[] low, short[] high, int count) {
    int done = HAS_VECTORS ? VectorLanes.exchange(low, high, count) : 0;
    for (int i = done; i < count; i++) {
      short a = low[i];
      short b = high[i];
      low[i] = (short) Math.min(a, b);
      high[i] = (short) Math.max(a, b);
    }
  }

  /** Puts the smaller of each pair into {@code low}, the larger into {@code high}. */
  static void exchange(int[] low, int[] high, int count) {
    for (int i = 0; i < count; i++) {
      int a = low[i];
      int b = high[i];
      low[i] = Math.min(a, b);
      high[i] = Math.max(a, b);
    }
  }

  /**
   * Copies shorts of {@value #STREAMS} updates as exact doubles, for inner products; only if {@link
   * #canAdd} them.
   *
   * @param first which of the updates is the first
   * @param to rows of doubles
   * @param row how long a row is
   */
  static void toDoubles(MemorySegment[] values, int first, double[] to, int row, int count) {
    int done = VectorLanes.toDoubles(values, first, to, row, count);
    for (int i = done; i < count; i++) {
      for (int stream = first; stream < first + STREAMS; stream++) {
        to[stream * row + i] = value(values[stream], Short.BYTES, i);
      }
    }
  }

  /** How many sums {@link #addProducts} keeps of each product. */
  static int doubleLanes() {
    return HAS_VECTORS ? VectorProducts.lanes() : 1;
  }

  /**
   * Adds the inner products of all pairs of rows, those of a row with itself and the ones after it.
   *
   * @param rows {@code count} rows of {@code tile} integers as doubles, one after another
   * @param count a multiple of {@value #BLOCK}
   * @param sums for each row, each other one (those before it stay as they are), {@link
   *     #doubleLanes} sums, all of them integers
   */
  static void addProducts(double[] rows, int count, int tile, double[] sums) {
    if (HAS_VECTORS) {
      VectorProducts.add(rows, count, tile, sums);
      return;
    }
    for (int i = 0; i < count; i++) {
      for (int j = i; j < count; j++) {
        sums[i * count + j] += product(rows, i * tile, j * tile, tile);
      }
    }
  }

  private static double product(double[] rows, int a, int b, int tile) {
    double sum = 0;
    for (int k = 0; k < tile; k++) {
      sum += rows[a + k] * rows[b + k];
    }
    return sum;
  }
}
