package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightsTest {

  private static final Contribution A1 = new Contribution("a1", "a", 60, 0);
  private static final Contribution A2 = new Contribution("a2", "a", 90, 0);
  private static final Contribution B1 = new Contribution("b1", "b", 30, 0);

  @Test
  void framesCountUpToTheNodeCap() {
    assertThat(Weights.of(List.of(A1, A2, B1), 75, 1000)).containsExactly(60, 75, 30);
  }

  @Test
  void anOrganizationOverItsCapIsScaledDownAndTheOthersAreNot() {
    assertThat(Weights.of(List.of(A1, B1, A2), 1000, 100)).containsExactly(40, 30, 60);
  }

  @Test
  void sharesAreRoundedDownButNotBelowOne() {
    Contribution small = new Contribution("a3", "a", 1, 0);

    assertThat(Weights.of(List.of(A1, A2, small), 1000, 100)).containsExactly(39, 59, 1);
  }

  @Test
  void theNodeCapAppliesBeforeTheOrganizationCap() {
    Contribution huge = new Contribution("a3", "a", Long.MAX_VALUE, 0);

    assertThat(Weights.of(List.of(A1, huge), 60, 60)).containsExactly(30, 30);
  }

  @Test
  void anOrganizationExactlyAtItsCapKeepsItsWeights() {
    assertThat(Weights.of(List.of(A1, A2), 1000, 150)).containsExactly(60, 90);
  }

  @Test
  void theLargestCapsDoNotOverflow() {
    Contribution huge = new Contribution("a3", "a", Long.MAX_VALUE, 0);

    assertThat(Weights.of(List.of(huge), Dagg1.MAX_WEIGHT, Weights.MAX_ORGANIZATION_CAP))
        .containsExactly(65_536);
  }

  @Test
  void aNodeThatContributesTwiceIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of(List.of(A1, A1), 10, 10))
        .withMessage("node a1 contributes twice");
  }

  @Test
  void capsAndFramesOutOfRangeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Weights.of(List.of(A1), 0, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> Weights.of(List.of(A1), 65_537, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> Weights.of(List.of(A1), 10, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weights.of(List.of(A1), 10, Weights.MAX_ORGANIZATION_CAP + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Contribution("a1", "a", 0, 0));
  }

  /** 2^16/√(1+τ), rounded down, is what a weight of 2^16 becomes. */
  @Test
  void staleUpdatesWeighLess() {
    List<Integer> weights =
        IntStream.rangeClosed(0, Weights.MAX_STALENESS)
            .mapToObj(age -> new Contribution("n" + age, "o" + age, 1 << 20, age))
            .map(c -> Weights.of(List.of(c), Dagg1.MAX_WEIGHT, 1 << 20).getFirst())
            .toList();

    assertThat(weights)
        .containsExactly(
            65_536, 46_340, 37_837, 32_768, 29_308, 26_754, 24_770, 23_170, 21_845, 20_724, 19_759,
            18_918, 18_176, 17_515, 16_921, 16_384, 15_894);
  }

  @Test
  void noUpdateIsDiscountedToNothing() {
    assertThat(Weights.of(List.of(new Contribution("a1", "a", 1, 16)), 10, 10)).containsExactly(1);
  }

  @Test
  void updatesThatAreTooStaleAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Contribution("a1", "a", 1, 17));
    assertThatIllegalArgumentException().isThrownBy(() -> new Contribution("a1", "a", 1, -1));
  }
}
