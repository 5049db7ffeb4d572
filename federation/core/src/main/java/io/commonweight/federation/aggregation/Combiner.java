package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Applies a combination window by window. Not thread-safe: each thread has its own, over a part of
 * its own.
 */
abstract sealed class Combiner {
  /** Of rows that must all lie in the processor's nearest cache at a time. */
  private static final int NARROW = 1 << 10;

  /** Of a row that is read and added. */
  private static final int WIDE = 1 << 15;

  final Ballots ballots;
  private final int window;

  private Combiner(Ballots ballots, int window) {
    this.ballots = ballots;
    this.window = window;
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
    int window = windowOf(combination);
    var ballots = new Ballots(voters, updates, valueBits, window);
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
      case Combination.TrimmedMean _, Combination.NearestMean _, Combination.CentredClipping _ ->
          NARROW;
    };
  }

  /** The most elements of a window. */
  final int window() {
    return window;
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

    private Sum(Ballots ballots, List<Integer> weights, List<Integer> factors) {
      super(ballots, WIDE);
      if (weights.size() != ballots.voters()
          || (!factors.isEmpty() && factors.size() != weights.size())) {
        throw new IllegalArgumentException("as many weights and factors as voters are needed");
      }
      this.weights = weights;
      this.factors = factors;
      this.row = Row.of(ballots.valueBits(), WIDE);
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
      for (int voter = 0; voter < weights.size(); voter++) {
        int weight = weights.get(voter);
        if (weight == 0) {
          continue;
        }
        ballots.read(voter, row, count);
        int factor = factors.isEmpty() ? ClipFactor.ONE : factors.get(voter);
        if (factor == ClipFactor.ONE) {
          row.addTo(sums, weight, count);
        } else {
          row.addClippedTo(sums, weight, factor, count);
        }
      }
    }
  }

  static final class Trimmed extends Combiner {
    private final List<Row> rows;
    private final SortingNetwork network;
    private final int trim;

    private Trimmed(Ballots ballots, int trim) {
      super(ballots, NARROW);
      int kept = ballots.voters() - 2 * trim;
      if (trim < 0 || kept < 1) {
        throw new IllegalArgumentException(
            "%d values are left of %d".formatted(kept, ballots.voters()));
      }
      this.trim = trim;
      this.rows = rows(ballots);
      this.network = SortingNetwork.of(rows.size(), trim, trim + kept);
    }

    @Override
    long divisor() {
      return rows.size() - 2L * trim;
    }

    @Override
    void combine(long[] sums, int count) throws IOException {
      for (int voter = 0; voter < rows.size(); voter++) {
        ballots.read(voter, rows.get(voter), count);
      }
      network.sort(rows, count);
      Arrays.fill(sums, 0, count, 0);
      for (Row row : rows.subList(trim, rows.size() - trim)) {
        row.addTo(sums, 1, count);
      }
    }
  }

  static final class Nearest extends Combiner {
    private final List<Row> rows;
    private final List<Integer> chosen;
    private final int kept;
    private final SortingNetwork network;

    private Nearest(Ballots ballots, List<Integer> chosen, int kept) {
      super(ballots, NARROW);
      if (kept < 1 || kept > chosen.size()) {
        throw new IllegalArgumentException(kept + " of " + chosen.size() + " values");
      }
      this.chosen = chosen;
      this.kept = kept;
      this.rows = rows(ballots).subList(0, chosen.size());
      this.network = SortingNetwork.of(rows.size(), 0, rows.size());
    }

    @Override
    long divisor() {
      return kept;
    }

    @Override
    void combine(long[] sums, int count) throws IOException {
      for (int i = 0; i < chosen.size(); i++) {
        ballots.read(chosen.get(i), rows.get(i), count);
      }
      network.sort(rows, count);
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
      super(ballots, NARROW);
      this.centre = new Centre(ballots, NARROW, factors);
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

  private static List<Row> rows(Ballots ballots) {
    return Stream.generate(() -> Row.of(ballots.valueBits(), NARROW))
        .limit(ballots.voters())
        .toList();
  }
}
