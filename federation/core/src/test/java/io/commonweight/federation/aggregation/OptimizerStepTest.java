package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Optimizer.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizerStepTest {
  private static final Optional<Integer> TENTH = Optional.of(100_000);
  private static final Optional<Integer> HALF = Optional.of(500_000);
  private static final Optional<Integer> QUARTER = Optional.of(250_000);

  @Test
  void withoutAnOptimizerTheDeltaIsAdded() {
    assertThat(new OptimizerStep(Optimizer.none()).weight(1, 0.5, 0, 0)).isEqualTo(1.5f);
  }

  @Test
  void momentumGathersDeltas() {
    var step = new OptimizerStep(optimizer(Kind.MOMENTUM));
    float first = step.momentum(2, 0);
    float second = step.momentum(2, first);

    assertThat(first).isEqualTo(2);
    assertThat(second).isEqualTo(3);
    assertThat(step.weight(10, 2, second, 0)).isEqualTo((float) (10 + 0.1 * 3));
  }

  @Test
  void nesterovLooksAhead() {
    var step = new OptimizerStep(optimizer(Kind.NESTEROV));

    assertThat(step.weight(10, 2, step.momentum(2, 2), 0)).isEqualTo((float) (10 + 0.1 * 3.5));
  }

  @Test
  void adamDividesByTheRootOfTheVariance() {
    var step = new OptimizerStep(optimizer(Kind.ADAM));
    float momentum = step.momentum(4, 2);
    float variance = step.variance(4, 8);

    assertThat(momentum).isEqualTo(3); // 0.5 · 2 + 0.5 · 4
    assertThat(variance).isEqualTo(14); // 0.25 · 8 + 0.75 · 16
    assertThat(step.weight(0, 4, momentum, 16)).isEqualTo((float) (0.1 * 3 / (4 + 0.1)));
  }

  @Test
  void yogiMovesTheVarianceTowardsTheSquare() {
    var step = new OptimizerStep(optimizer(Kind.YOGI));

    assertThat(step.variance(4, 8)).isEqualTo(20); // 8 + 0.75 · 16
    assertThat(step.variance(4, 32)).isEqualTo(20); // 32 − 0.75 · 16
    assertThat(step.variance(4, 16)).isEqualTo(16);
  }

  @Test
  void adagradAddsSquares() {
    assertThat(new OptimizerStep(optimizer(Kind.ADAGRAD)).variance(4, 8)).isEqualTo(24);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void withoutADeltaNothingMoves(Kind kind) {
    var step = new OptimizerStep(optimizer(kind));

    assertThat(step.weight(5, 0, step.momentum(0, 0), step.variance(0, 0))).isEqualTo(5);
  }

  private static Optimizer optimizer(Kind kind) {
    boolean isAdaptive = kind == Kind.ADAM || kind == Kind.YOGI;
    return new Optimizer(
        kind,
        kind == Kind.NONE ? Optional.empty() : TENTH,
        kind == Kind.NONE ? Optional.empty() : HALF,
        isAdaptive ? QUARTER : Optional.empty(),
        isAdaptive || kind == Kind.ADAGRAD ? TENTH : Optional.empty());
  }
}
