package io.commonweight.federation.aggregation;

/**
 * The loops that HotSpot does not vectorise by itself: minima and maxima of shorts, and inner
 * products. With {@code --add-modules jdk.incubator.vector} they use vector instructions; without
 * it the results are the same and come later. All of them are exact, so no order matters.
 */
final class Lanes {
  private static final boolean HAS_VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private Lanes() {}

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
   * Adds the inner products of all pairs of rows to {@code products}.
   *
   * @param rows {@code count} rows of {@link GramPass#TILE} integers as doubles, one after another
   * @param products the upper triangle, row by row
   */
  static void addProducts(double[] rows, int count, long[] products) {
    if (HAS_VECTORS) {
      VectorLanes.addProducts(rows, count, products);
      return;
    }
    int at = 0;
    for (int i = 0; i < count; i++) {
      for (int j = i; j < count; j++) {
        products[at++] += product(rows, i * GramPass.TILE, j * GramPass.TILE);
      }
    }
  }

  private static long product(double[] rows, int a, int b) {
    long sum = 0;
    for (int k = 0; k < GramPass.TILE; k++) {
      sum += ((long) rows[a + k]) * ((long) rows[b + k]);
    }
    return sum;
  }
}
