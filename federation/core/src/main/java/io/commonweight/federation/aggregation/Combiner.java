package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Applies a combination window by window. Not thread-safe: each thread has its own, over a part of
 * its own.
 */
abstract sealed class Combiner {
  /** Of rows that must all lie in the processor's nearest cache at a time. */
  private static final int NARROW = 1 << 10;

  /** Of rows that are sorted in registers: long enough to be read without waiting. */
  static final int SORTED_WINDOW = 1 << 13;

  /** Of rows that are read and added. */
  private static final int WIDE = 1 << 14;

  final Ballots ballots;

  private Combiner(Ballots ballots) {
    this.ballots = ballots;
  }

  /**
   * The combiner of a combination.
   *
   * @param voters who votes
   * @param updates the values of the updates that the voters are made of
   * @param valueBits width of a value
   */
  static Combiner of(
      Combination combination, List<Voter> voters, List<Quanta> updates, int valueBits) {
    var ballots = new Ballots(voters, updates, valueBits, windowOf(combination));
    return switch (combination) {
      case Combination.Mean(List<Integer> weights) -> new Sum(ballots, weights, List.of());
      case Combination.ClippedMean(List<Integer> weights, List<Integer> factors) ->
          new Sum(ballots, weights, factors);
      case Combination.TrimmedMean(int trim) -> new Trimmed(ballots, trim);
      case Combination.NearestMean(List<Integer> chosen, int kept) ->
          new Nearest(ballots, chosen, kept);
      case Combination.CentredClipping(List<List<Integer>> factors) ->
          new Centred(ballots, factors);
    };
  }

  private static int windowOf(Combination combination) {
    return switch (combination) {
      case Combination.Mean _, Combination.ClippedMean _ -> WIDE;
      case Combination.TrimmedMean _, Combination.NearestMean _ -> SORTED_WINDOW;
      case Combination.CentredClipping _ -> NARROW;
    };
  }

  /** The most elements of a window. */
  final int window() {
    return ballots.window();
  }

  /** What the sums are to be divided by. */
  abstract long divisor();

  /** Reads the next values of every voter and fills the sums. */
  abstract void combine(long[] sums, int count) throws IOException;

  static final class Sum extends Combiner {
    private final List<Integer> weights;
    private final List<Integer> factors;
    private final Row row;
    private final long divisor;
    private final WeightedStreams streams;
    private final OptionalInt plainWidth;

    private Sum(Ballots ballots, List<Integer> weights, List<Integer> factors) {
      super(ballots);
      if (weights.size() != ballots.voters()
          || (!factors.isEmpty() && factors.size() != weights.size())) {
        throw new IllegalArgumentException("as many weights and factors as voters are needed");
      }
      this.weights = weights;
      this.factors = factors;
      this.streams = new WeightedStreams(ballots, weights);
      this.plainWidth =
          factors.stream().allMatch(factor -> factor == ClipFactor.ONE)
              ? IntStream.of(Short.BYTES, Integer.BYTES)
                  .filter(width -> ballots.arePlain(width) && Lanes.canAdd(width))
                  .findFirst()
              : OptionalInt.empty();
      this.row = Row.of(ballots.valueBits(), plainWidth.isPresent() ? 0 : ballots.window());
      this.divisor =
          Quotient.requireExact(
              ballots.valueBits(), weights.stream().mapToLong(Integer::longValue).sum());
    }

    @Override
    long divisor() {
      return divisor;
    }

    @Override
    void combine(long[] sums, int count) throws IOException {
      Arrays.fill(sums, 0, count, 0);
      if (plainWidth.isPresent()) {
        int width = plainWidth.getAsInt();
        streams.next(count, (values, by) -> Lanes.add(values, by, width, sums, count));
        return;
      }
      for (int voter = 0; voter < weights.size(); voter++) {
        if (weights.get(voter) != 0) {
          addRow(voter, sums, count);
        }
      }
    }

    private void addRow(int voter, long[] sums, int count) throws IOException {
      ballots.read(voter, row, count);
      int weight = weights.get(voter);
      int factor = factors.isEmpty() ? ClipFactor.ONE : factors.get(voter);
      if (factor == ClipFactor.ONE) {
        row.addTo(sums, weight, count);
      } else {
        row.addClippedTo(sums, weight, factor, count);
      }
    }
  }

  static final class Trimmed extends Combiner {
    private final SortedRows sorted;
    private final int from;
    private final int to;

    private Trimmed(Ballots ballots, int trim) {
      super(ballots);
      this.from = trim;
      this.to = ballots.voters() - trim;
      if (trim < 0 || from >= to) {
        throw new IllegalArgumentException(
            "%d values are left of %d".formatted(to - from, ballots.voters()));
      }
      List<Integer> all = IntStream.range(0, ballots.voters()).boxed().toList();
      this.sorted = new SortedRows(ballots, all, from, to);
    }

    @Override
    long divisor() {
      return (long) to - from;
    }

    @Override
    void combine(long[] sums, int count) throws IOException {
      sorted.fill(count);
      Arrays.fill(sums, 0, count, 0);
      for (Row row : sorted.rows().subList(from, to)) {
        row.addTo(sums, 1, count);
      }
    }
  }

  static final class Nearest extends Combiner {
    private final SortedRows sorted;
    private final List<Row> rows;
    private final int kept;

    private Nearest(Ballots ballots, List<Integer> chosen, int kept) {
      super(ballots);
      if (kept < 1 || kept > chosen.size()) {
        throw new IllegalArgumentException(kept + " of " + chosen.size() + " values");
      }
      this.kept = kept;
      this.sorted = new SortedRows(ballots, chosen, 0, chosen.size());
      this.rows = sorted.rows();
    }

    @Override
    long divisor() {
      return kept;
    }

    @Override
    void combine(long[] sums, int count) throws IOException {
      sorted.fill(count);
      for (int i = 0; i < count; i++) {
        sums[i] = nearest(i);
      }
    }

    /** Of sorted values, those nearest to the median are neighbours; a tie drops the larger. */
    private long nearest(int element) {
      int low = 0;
      int high = rows.size() - 1;
      long twiceMedian =
          (long) rows.get(high / 2).get(element) + rows.get((high + 1) / 2).get(element);
      while (high - low >= kept) {
        long below = twiceMedian - 2L * rows.get(low).get(element);
        long above = 2L * rows.get(high).get(element) - twiceMedian;
        if (below > above) {
          low++;
        } else {
          high--;
        }
      }
      long sum = 0;
      for (int i = low; i <= high; i++) {
        sum += rows.get(i).get(element);
      }
      return sum;
    }
  }

  static final class Centred extends Combiner {
    private final Centre centre;

    private Centred(Ballots ballots, List<List<Integer>> factors) {
      super(ballots);
      this.centre = new Centre(ballots, factors);
    }

    @Override
    long divisor() {
      return 1;
    }

    @Override
    void combine(long[] sums, int count) throws IOException {
      centre.read(count);
      for (int i = 0; i < count; i++) {
        sums[i] = centre.of(i);
      }
    }
  }
}
