package io.commonweight.trainer.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.privacy.GaussianNoise;
import io.commonweight.federation.privacy.RenyiCurve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1e-5", "20, 8, 1e-5", "1000, 0.5, 1e-6"})
  void plannedNoiseIsEnoughAndAThousandthLessIsNot(int updates, double epsilon, double delta) {
    double planned = new Plan(new Budget(epsilon, delta), updates).noiseMultiplier();

    assertThat(epsilon(planned, updates, delta)).isLessThanOrEqualTo(epsilon);
    assertThat(epsilon(planned - 0.001, updates, delta)).isGreaterThan(epsilon);
  }

  @Test
  void budgetsThatNoNoiseMeetsAreRefused() {
    assertThatThrownBy(() -> new Plan(new Budget(1e-9, 1e-15), 1000).noiseMultiplier())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("No noise is enough for 1000 updates");
    assertThatThrownBy(() -> new Plan(new Budget(1, 1e-5), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double epsilon(double noiseMultiplier, int updates, double delta) {
    return RenyiCurve.of(new GaussianNoise(noiseMultiplier / 2)).times(updates).epsilon(delta);
  }
}
