package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Windows of voters' values, sorted coordinate by coordinate: row k then has the values of rank k.
 * Not thread-safe.
 */
final class SortedRows {
  private final Ballots ballots;
  private final List<Integer> voters;
  private final List<Row> rows;
  private final SortingNetwork network;
  private final Optional<StraightNetwork> straight;
  private final short[][] sorted;

  /**
   * @param voters whose values are sorted
   * @param from the first rank that is wanted
   * @param to the rank after the last
   */
  SortedRows(Ballots ballots, List<Integer> voters, int from, int to) {
    this.ballots = ballots;
    this.voters = voters;
    this.rows =
        Stream.generate(() -> Row.of(ballots.valueBits(), ballots.window()))
            .limit(voters.size())
            .toList();
    this.network = SortingNetwork.of(voters.size(), from, to);
    this.straight = ballots.arePlain(Short.BYTES) ? Lanes.straight(network) : Optional.empty();
    this.sorted =
        rows.stream()
            .map(row -> row instanceof ShortRow shorts ? shorts.values() : new short[0])
            .toArray(short[][]::new);
  }

  /** The rows, by rank. */
  List<Row> rows() {
    return rows;
  }

  /** Their arrays, by rank, if the values have at most 16 bits. */
  List<short[]> shorts() {
    return List.of(sorted);
  }

  /** Reads the next values of every voter; afterwards the wanted ranks are where they belong. */
  void fill(int count) throws IOException {
    if (straight.isPresent() && Lanes.areWhole(count)) {
      var values = new MemorySegment[voters.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = ballots.next(voters.get(i), count);
      }
      straight.get().sort(values, sorted, count);
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      ballots.read(voters.get(i), rows.get(i), count);
    }
    network.sort(rows, count);
  }
}
