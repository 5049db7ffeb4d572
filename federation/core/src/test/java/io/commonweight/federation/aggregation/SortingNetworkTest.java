package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
      filled.read(new ArrayQuanta(values), inputs);
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
