package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The centre of centred clipping for one window. It depends, coordinate by coordinate, on the
 * values and on the factors of the steps so far, so it is computed anew in every pass and never
 * stored. Not thread-safe.
 */
final class Centre {
  private final Ballots ballots;
  private final List<List<Integer>> factors;
  private final List<Row> rows;
  private final int[] centre;

  /**
   * @param factors those of the steps that are done: one for each voter
   */
  Centre(Ballots ballots, List<List<Integer>> factors) {
    this.ballots = ballots;
    this.factors = factors;
    this.rows =
        Stream.generate(() -> Row.of(ballots.valueBits(), ballots.window()))
            .limit(ballots.voters())
            .toList();
    this.centre = new int[ballots.window()];
  }

  /** Reads the next values of every voter and moves the centre through all steps. */
  void read(int count) throws IOException {
    for (int voter = 0; voter < rows.size(); voter++) {
      ballots.read(voter, rows.get(voter), count);
    }
    Arrays.fill(centre, 0, count, 0);
    for (List<Integer> step : factors) {
      for (int i = 0; i < count; i++) {
        centre[i] += (int) Quotient.of(pull(step, i), rows.size());
      }
    }
  }

  private long pull(List<Integer> step, int element) {
    long sum = 0;
    for (int voter = 0; voter < rows.size(); voter++) {
      sum += ClipFactor.scale(distance(voter, element), step.get(voter));
    }
    return sum;
  }

  /** How far a voter's value lies from the centre: below 2^b. */
  int distance(int voter, int element) {
    return rows.get(voter).get(element) - centre[element];
  }

  int of(int element) {
    return centre[element];
  }
}
