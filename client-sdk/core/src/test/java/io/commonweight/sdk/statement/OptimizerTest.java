package io.commonweight.sdk.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.statement.Optimizer.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static final Optional<Integer> HALF = Optional.of(500_000);

  @Test
  void momentumHandsOnOneFileAndAdamTwo() {
    assertThat(Optimizer.none().states()).isZero();
    assertThat(optimizer(Kind.NESTEROV, HALF, Optional.empty(), Optional.empty()).states())
        .isEqualTo(1);
    assertThat(optimizer(Kind.ADAGRAD, HALF, Optional.empty(), HALF).states()).isEqualTo(2);
    assertThat(optimizer(Kind.YOGI, HALF, HALF, HALF).states()).isEqualTo(2);
  }

  @Test
  void betaOfOneIsRefused() {
    assertThatThrownBy(
            () ->
                optimizer(
                    Kind.MOMENTUM, Optional.of(Optimizer.UNIT), Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("beta1 is 1000000, must be 0 to 999999");
  }

  @Test
  void adagradHasNoBeta2() {
    assertThatThrownBy(() -> optimizer(Kind.ADAGRAD, HALF, HALF, HALF))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("beta2 must not be given");
  }

  @Test
  void yogiNeedsTau() {
    assertThatThrownBy(() -> optimizer(Kind.YOGI, HALF, HALF, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tau is missing");
  }

  @Test
  void widthsFitTheirElements() {
    assertThat(Encoding.I8.maxQuantum()).isEqualTo(127);
    assertThat(Encoding.I16.maxQuantum()).isEqualTo(32_767);
    assertThat(Encoding.I32.maxQuantum()).isEqualTo(8_388_607);
    assertThat(Encoding.I16.bytes()).isEqualTo(2);
  }

  private static Optimizer optimizer(
      Kind kind, Optional<Integer> beta1, Optional<Integer> beta2, Optional<Integer> tau) {
    return new Optimizer(kind, Optional.of(1), beta1, beta2, tau);
  }
}
