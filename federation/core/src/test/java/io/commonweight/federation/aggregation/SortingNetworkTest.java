package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortingNetworkTest {

  /** The zero-one principle: a network that sorts all of these sorts everything. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 11, 13})
  void allRowsOfZerosAndOnesAreSorted(int rows) throws Exception {
    for (int from = 0; from < rows; from++) {
      for (int to = from + 1; to <= rows; to++) {
        requireRanks(rows, from, to);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 33, 64})
  void theMiddleOfManyRowsNeedsNotAllComparators(int rows) {
    int all = SortingNetwork.of(rows, 0, rows).comparators().size();

    assertThat(SortingNetwork.of(rows, rows / 2, rows / 2 + 1).comparators()).hasSizeLessThan(all);
  }

  /** The same principle for the network in registers, of which 32 lanes sort 32 inputs at once. */
  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 8, 11})
  void aStraightNetworkSortsAllRowsOfZerosAndOnes(int rows) {
    int inputs = 1 << rows;
    for (int from = 0; from < rows; from += 2) {
      requireStraight(SortingNetwork.of(rows, from, rows), zerosAndOnes(rows), inputs);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 23, 32})
  void aStraightNetworkSortsAnyShorts(int rows) {
    var random = new Random(rows);
    int count = 1 << 10;
    MemorySegment[] values = new MemorySegment[rows];
    for (int row = 0; row < rows; row++) {
      byte[] bytes = new byte[count * Short.BYTES];
      random.nextBytes(bytes);
      values[row] = MemorySegment.ofArray(bytes);
    }

    requireStraight(SortingNetwork.of(rows, 0, rows), values, count);
    requireStraight(SortingNetwork.of(rows, rows / 2, rows / 2 + 1), values, count);
  }

  private static MemorySegment[] zerosAndOnes(int rows) {
    int inputs = 1 << rows;
    MemorySegment[] values = new MemorySegment[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = MemorySegment.ofArray(new byte[inputs * Short.BYTES]);
      for (int input = 0; input < inputs; input++) {
        values[row].set(Row.SHORT, (long) input * Short.BYTES, (short) ((input >> row) & 1));
      }
    }
    return values;
  }

  private static void requireStraight(SortingNetwork network, MemorySegment[] values, int count) {
    short[][] sorted = new short[values.length][count];
    Lanes.straight(network).orElseThrow().sort(values, sorted, count);
    for (int input = 0; input < count; input++) {
      long at = (long) input * Short.BYTES;
      int[] expected = Stream.of(values).mapToInt(row -> row.get(Row.SHORT, at)).sorted().toArray();
      for (int rank = network.from(); rank < network.to(); rank++) {
        assertThat((int) sorted[rank][input]).isEqualTo(expected[rank]);
      }
    }
  }

  private static void requireRanks(int rows, int from, int to) throws Exception {
    int inputs = 1 << rows;
    List<Row> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int bit = row;
      List<Integer> values = new ArrayList<>();
      for (int input = 0; input < inputs; input++) {
        values.add((input >> bit) & 1);
      }
      Row filled = Row.of(16, inputs);
      filled.read(new ArrayQuanta(values, Short.BYTES), inputs);
      all.add(filled);
    }
    SortingNetwork.of(rows, from, to).sort(all, inputs);
    for (int input = 0; input < inputs; input++) {
      int zeros = rows - Integer.bitCount(input);
      for (int rank = from; rank < to; rank++) {
        assertThat(all.get(rank).get(input)).isEqualTo(rank < zeros ? 0 : 1);
      }
    }
  }
}
