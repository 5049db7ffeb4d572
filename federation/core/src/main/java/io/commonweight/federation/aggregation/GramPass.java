package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the inner products of a part of the vectors in doubles that are exact: a product of two
 * values is below 2^(2(b−1)), and no sum has more than 2^(53−2(b−1)) of them before it becomes a
 * long. Not thread-safe.
 */
final class GramPass {
  private static final int WINDOW = 1 << 13;

  /** The most values of a row that are multiplied at a time: long enough to be read in a run. */
  private static final int LONGEST_TILE = 1 << 12;

  /** Of very many rows; eight of them still fit the nearest cache. */
  private static final int SHORTEST_TILE = 1 << 8;

  /** The most values of all rows together: half a megabyte, which the second cache holds. */
  private static final int MOST_VALUES = 1 << 16;

  private static final int EXACT_BITS = 53;

  private final Ballots ballots;
  private final int maxScale;
  private final boolean isPlain;
  private final MemorySegment[] values;
  private final MemorySegment[] slices;
  private final List<Row> rows;
  private final int lanes = Lanes.doubleLanes();
  private final int padded;
  private final int length;
  private final double[] tile;
  private final double[] sums;
  private final long[] products;
  private final BigInteger[] totals;
  private long inLanes;
  private long inProducts;

  GramPass(List<Voter> voters, List<Quanta> updates, int valueBits, int maxScale) {
    this.ballots = new Ballots(voters, updates, valueBits, WINDOW);
    this.maxScale = maxScale;
    this.isPlain = ballots.arePlain(Short.BYTES) && Lanes.canAdd(Short.BYTES);
    this.values = new MemorySegment[voters.size()];
    this.rows = voters.stream().map(_ -> Row.of(valueBits, isPlain ? 0 : WINDOW)).toList();
    this.padded = Math.ceilDiv(voters.size(), Lanes.BLOCK) * Lanes.BLOCK;
    int fitting = Integer.highestOneBit(MOST_VALUES / padded);
    this.length =
        (int)
            Math.min(Math.clamp(fitting, SHORTEST_TILE, LONGEST_TILE), lanes * roomOf(EXACT_BITS));
    this.slices = new MemorySegment[padded];
    this.tile = new double[padded * length]; // nobody looks at rows that nobody has
    this.sums = new double[padded * padded * lanes];
    this.products = new long[Gram.entries(voters.size())];
    this.totals = new BigInteger[products.length];
    Arrays.fill(totals, BigInteger.ZERO);
  }

  /** The products over the segments of a shard, whose values the updates give in order. */
  Gram run(List<Segment> segments) throws IOException {
    for (Segment segment : segments) {
      int shift = 2 * (maxScale - segment.scale());
      for (long left = segment.length(); left > 0; left -= Math.min(left, WINDOW)) {
        add((int) Math.min(left, WINDOW), shift);
      }
      flush(shift);
    }
    return new Gram(ballots.voters(), List.of(totals));
  }

  /** How many products, each below 2^(2(b−1)), make a sum of at most so many bits. */
  private long roomOf(int bits) {
    return 1L << (bits - 2 * (ballots.valueBits() - 1));
  }

  private void add(int count, int shift) throws IOException {
    for (int voter = 0; voter < rows.size(); voter++) {
      if (isPlain) {
        values[voter] = ballots.next(voter, count);
      } else {
        ballots.read(voter, rows.get(voter), count);
      }
    }
    for (int from = 0; from < count; from += length) {
      multiply(from, Math.min(length, count - from), shift);
    }
  }

  private void multiply(int from, int filled, int shift) {
    int row = Math.ceilDiv(filled, lanes) * lanes;
    if (isPlain) {
      copyPlain(from, filled, row);
    } else {
      for (int voter = 0; voter < rows.size(); voter++) {
        rows.get(voter).toDoubles(tile, voter * row, from, filled);
      }
    }
    for (int voter = 0; voter < rows.size(); voter++) {
      Arrays.fill(tile, voter * row + filled, (voter + 1) * row, 0);
    }
    makeRoom(row, shift);
    Lanes.addProducts(tile, padded, row, sums);
  }

  private void copyPlain(int from, int filled, int row) {
    for (int voter = 0; voter < padded; voter++) {
      slices[voter] =
          values[Math.min(voter, rows.size() - 1)].asSlice(
              (long) from * Short.BYTES, (long) filled * Short.BYTES);
    }
    for (int voter = 0; voter < padded; voter += Lanes.STREAMS) {
      Lanes.toDoubles(slices, voter, tile, row, filled);
    }
  }

  /** For so many values more of each row. */
  private void makeRoom(int row, int shift) {
    if (inProducts + row > roomOf(Long.SIZE - 2)) {
      flush(shift);
    }
    int more = row / lanes;
    if (inLanes + more > roomOf(EXACT_BITS)) {
      fold();
    }
    inLanes += more;
    inProducts += row;
  }

  /** Sums below 2^53 become longs exactly, and longs add in any order. */
  private void fold() {
    int at = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (int j = i; j < rows.size(); j++) {
        for (int lane = 0; lane < lanes; lane++) {
          products[at] += (long) sums[(i * padded + j) * lanes + lane];
        }
        at++;
      }
    }
    Arrays.fill(sums, 0);
    inLanes = 0;
  }

  private void flush(int shift) {
    fold();
    for (int i = 0; i < products.length; i++) {
      totals[i] = totals[i].add(BigInteger.valueOf(products[i]).shiftLeft(shift));
    }
    Arrays.fill(products, 0);
    inProducts = 0;
  }
}
