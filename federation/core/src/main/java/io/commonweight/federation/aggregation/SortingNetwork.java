package io.commonweight.federation.aggregation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * Batcher's odd-even merge sort (Knuth, The Art of Computer Programming 3, 5.2.2M) for any number
 * of rows, without the comparators that the wanted ranks do not depend on. It has no branches, so a
 * whole window is sorted coordinate by coordinate at the speed of vector instructions.
 *
 * @param rows how many rows it is for
 * @param comparators in the order in which they work
 * @param from the first rank that it sorts out
 * @param to the rank after the last
 */
record SortingNetwork(int rows, List<Comparator> comparators, int from, int to) {

  /** Puts the smaller value into row {@code low}. */
  record Comparator(int low, int high) {}

  SortingNetwork {
    comparators = List.copyOf(comparators);
  }

  /**
   * The network after which the rows {@code from} to {@code to}, exclusive, hold what a full sort
   * would put there.
   */
  static SortingNetwork of(int rows, int from, int to) {
    var wanted = new BitSet(rows);
    wanted.set(from, to);
    List<Comparator> kept = new ArrayList<>();
    for (Comparator comparator : batcher(rows).reversed()) {
      if (wanted.get(comparator.low()) || wanted.get(comparator.high())) {
        wanted.set(comparator.low());
        wanted.set(comparator.high());
        kept.add(comparator);
      }
    }
    Collections.reverse(kept);
    return new SortingNetwork(rows, kept, from, to);
  }

  /** Sorts the first values of each row. */
  void sort(List<Row> rows, int count) {
    for (Comparator comparator : comparators) {
      rows.get(comparator.low()).exchange(rows.get(comparator.high()), count);
    }
  }

  /** Algorithm M: merge exchange. */
  private static List<Comparator> batcher(int rows) {
    List<Comparator> all = new ArrayList<>();
    int top = rows < 2 ? 0 : Integer.highestOneBit(rows - 1);
    for (int p = top; p > 0; p >>= 1) {
      addStage(all, rows, p, 0, p);
      for (int q = top; q > p; q >>= 1) {
        addStage(all, rows, q - p, p, p);
      }
    }
    return all;
  }

  private static void addStage(List<Comparator> all, int rows, int distance, int bit, int mask) {
    for (int i = 0; i < rows - distance; i++) {
      if ((i & mask) == bit) {
        all.add(new Comparator(i, i + distance));
      }
    }
  }
}
