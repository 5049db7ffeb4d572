package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A mean of 16-bit values that nothing is done with but adding it to the weights: by the vector,
 * from the files' memory to the file's memory. It is the weighted mean of updates, or that of the
 * ranks that a trimmed mean keeps. The sums are ints, which hold all of them: each is below 2^(b−1)
 * · Σ weights in magnitude, for values of b bits.
 */
final class StraightMean implements NewValues.Pass {
  private static final int MAX_BITS = Integer.SIZE - 1;

  /** Long enough to be read without waiting; the sums fit the processor's second cache. */
  private static final int LONGEST = 1 << 17;

  /** What a window still pays at. */
  private static final int SHORTEST = 1 << 14;

  /** The most values of all updates together, which streams hold in memory. */
  private static final int MOST_VALUES = 1 << 23;

  private final Summands summands;
  private final int window;
  private final double divisor;
  private final int[] sums;

  private StraightMean(Ballots ballots, Summands summands, long divisor) {
    this.summands = summands;
    this.window = ballots.window();
    this.divisor = (double) Quotient.requireExact(ballots.valueBits(), divisor);
    this.sums = new int[window];
  }

  /** What is summed. */
  @FunctionalInterface
  private interface Summands {
    /** Fills sums with those of the next window. */
    void sum(int[] sums, int count) throws IOException;
  }

  /**
   * The mean, if it is one of these and there are vectors.
   *
   * @return empty if it is to be computed as any other
   */
  static Optional<StraightMean> of(
      Combination combination, List<Voter> voters, List<Quanta> updates, int valueBits) {
    return switch (combination) {
      case Combination.Mean(List<Integer> weights) when weights.size() == voters.size() ->
          ofStreams(weights, voters, updates, valueBits);
      case Combination.TrimmedMean(int trim) when trim >= 0 && 2 * trim < voters.size() ->
          ofRanks(trim, voters, updates, valueBits);
      case Combination.Mean _,
          Combination.TrimmedMean _,
          Combination.ClippedMean _,
          Combination.NearestMean _,
          Combination.CentredClipping _ ->
          Optional.empty();
    };
  }

  private static Optional<StraightMean> ofStreams(
      List<Integer> weights, List<Voter> voters, List<Quanta> updates, int valueBits) {
    int window = Math.clamp(MOST_VALUES / Math.max(1, updates.size()), SHORTEST, LONGEST);
    var ballots = new Ballots(voters, updates, valueBits, window);
    long divisor = weights.stream().mapToLong(Integer::longValue).sum();
    if (!fits(ballots, divisor)) {
      return Optional.empty();
    }
    var streams = new WeightedStreams(ballots, weights);
    return Optional.of(
        new StraightMean(
            ballots,
            (sums, count) -> {
              Arrays.fill(sums, 0, count, 0);
              streams.next(count, (values, factors) -> add(values, factors, sums, count));
            },
            divisor));
  }

  private static Optional<StraightMean> ofRanks(
      int trim, List<Voter> voters, List<Quanta> updates, int valueBits) {
    var ballots = new Ballots(voters, updates, valueBits, Combiner.SORTED_WINDOW);
    int to = voters.size() - trim;
    if (!fits(ballots, to - trim)) {
      return Optional.empty();
    }
    List<Integer> all = IntStream.range(0, voters.size()).boxed().toList();
    var sorted = new SortedRows(ballots, all, trim, to);
    List<short[]> kept = sorted.shorts().subList(trim, to);
    return Optional.of(
        new StraightMean(
            ballots,
            (sums, count) -> {
              sorted.fill(count);
              Arrays.fill(sums, 0, count, 0);
              kept.forEach(row -> add(row, sums, count));
            },
            (long) to - trim));
  }

  private static boolean fits(Ballots ballots, long divisor) {
    int divisorBits = Long.SIZE - Long.numberOfLeadingZeros(divisor);
    return ballots.valueBits() - 1 + divisorBits <= MAX_BITS
        && ballots.arePlain(Short.BYTES)
        && Lanes.canAdd(Short.BYTES);
  }

  @Override
  public int window() {
    return window;
  }

  @Override
  public void next(double quantum, int count, OldValues old, MemorySegment to) throws IOException {
    summands.sum(sums, count);
    int done = VectorMean.addQuotients(sums, divisor, quantum, old.weights(), to, count);
    for (int i = done; i < count; i++) {
      double delta = Quotient.of(sums[i], divisor) * quantum;
      float value = (float) (old.weights().getAtIndex(OldValues.FLOAT, i) + delta);
      if (!Float.isFinite(value)) {
        throw NewValues.notFinite();
      }
      to.setAtIndex(OldValues.FLOAT, i, value);
    }
  }

  private static void add(short[] row, int[] sums, int count) {
    for (int i = VectorMean.add(row, sums, count); i < count; i++) {
      sums[i] += row[i];
    }
  }

  private static void add(MemorySegment[] values, long[] weights, int[] sums, int count) {
    int done = VectorMean.add(values, weights, sums, count);
    for (int i = done; i < count; i++) {
      for (int stream = 0; stream < Lanes.STREAMS; stream++) {
        sums[i] += (int) weights[stream] * values[stream].getAtIndex(Row.SHORT, i);
      }
    }
  }
}
