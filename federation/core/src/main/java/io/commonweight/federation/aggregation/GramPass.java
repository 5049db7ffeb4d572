package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the inner products of a part of the vectors in doubles that are exact: a product of two
 * values is below 2^46, and no lane adds more than 128 of them. Not thread-safe.
 */
final class GramPass {

  /** Values of a row that are multiplied at a time; even two lanes then hold below 2^53. */
  static final int TILE = 256;

  private static final int WINDOW = 1 << 13;

  private final Ballots ballots;
  private final int maxScale;
  private final List<Row> rows;
  private final double[] tile;
  private final long[] products;
  private final BigInteger[] totals;

  GramPass(List<Voter> voters, List<Quanta> updates, int valueBits, int maxScale) {
    this.ballots = new Ballots(voters, updates, valueBits, WINDOW);
    this.maxScale = maxScale;
    this.rows = voters.stream().map(_ -> Row.of(valueBits, WINDOW)).toList();
    // One row more, of zeros, for an odd number of voters: they are multiplied two by two.
    this.tile = new double[(voters.size() + 1) * TILE];
    this.products = new long[Gram.entries(voters.size())];
    this.totals = new BigInteger[products.length];
    Arrays.fill(totals, BigInteger.ZERO);
  }

  /** The products over the segments of a shard, whose values the updates give in order. */
  Gram run(List<Segment> segments) throws IOException {
    for (Segment segment : segments) {
      int shift = 2 * (maxScale - segment.scale());
      long room = roomOf(ballots.valueBits());
      for (long left = segment.length(); left > 0; left -= Math.min(left, WINDOW)) {
        int count = (int) Math.min(left, WINDOW);
        if (room < count) {
          flush(shift);
          room = roomOf(ballots.valueBits());
        }
        add(count);
        room -= count;
      }
      flush(shift);
    }
    return new Gram(ballots.voters(), List.of(totals));
  }

  /** How many products, each below 2^(2(b−1)), a long can hold the sum of. */
  private static long roomOf(int valueBits) {
    return 1L << (Long.SIZE - 2 - 2 * (valueBits - 1));
  }

  private void add(int count) throws IOException {
    for (int voter = 0; voter < rows.size(); voter++) {
      ballots.read(voter, rows.get(voter), count);
    }
    for (int from = 0; from < count; from += TILE) {
      int length = Math.min(TILE, count - from);
      for (int voter = 0; voter < rows.size(); voter++) {
        int at = voter * TILE;
        rows.get(voter).toDoubles(tile, at, from, length);
        Arrays.fill(tile, at + length, at + TILE, 0);
      }
      Lanes.addProducts(tile, rows.size(), products);
    }
  }

  private void flush(int shift) {
    for (int i = 0; i < products.length; i++) {
      totals[i] = totals[i].add(BigInteger.valueOf(products[i]).shiftLeft(shift));
    }
    Arrays.fill(products, 0);
  }
}
