package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Sums the squared distances of voters from a centre. Not thread-safe. */
final class DistancePass {
  private static final int WINDOW = 1 << 10;

  private final int maxScale;
  private final Centre centre;
  private final BigInteger[] totals;

  DistancePass(
      List<Voter> voters,
      List<Quanta> updates,
      int valueBits,
      int maxScale,
      List<List<Integer>> factors) {
    this.maxScale = maxScale;
    this.centre = new Centre(new Ballots(voters, updates, valueBits, WINDOW), factors);
    this.totals = new BigInteger[voters.size()];
    Arrays.fill(totals, BigInteger.ZERO);
  }

  List<BigInteger> run(List<Segment> segments) throws IOException {
    for (Segment segment : segments) {
      int shift = 2 * (maxScale - segment.scale());
      for (long left = segment.length(); left > 0; left -= Math.min(left, WINDOW)) {
        add((int) Math.min(left, WINDOW), shift);
      }
    }
    return List.of(totals);
  }

  private void add(int count, int shift) throws IOException {
    centre.read(count);
    for (int voter = 0; voter < totals.length; voter++) {
      long squares = 0; // of at most 2^10 distances below 2^24
      for (int i = 0; i < count; i++) {
        long distance = centre.distance(voter, i);
        squares += distance * distance;
      }
      totals[voter] = totals[voter].add(BigInteger.valueOf(squares).shiftLeft(shift));
    }
  }
}
