package io.commonweight.trainer.ledger;

import io.commonweight.federation.privacy.GaussianNoise;
import io.commonweight.federation.privacy.RenyiCurve;

/**
 * How much noise a budget demands.
 *
 * @param budget for all updates together
 * @param updates how many there are to be, at least 1
 */
public record Plan(Budget budget, int updates) {
  private static final double STEP = 0.001;
  private static final double LARGEST = 1e6;

  /** Checks the number. */
  public Plan {
    if (updates < 1) {
      throw new IllegalArgumentException(updates + " updates need no noise");
    }
  }

  /**
   * The smallest noise multiplier, in thousandths, for which so many updates fit the budget.
   *
   * @throws IllegalArgumentException if none of up to a million does
   */
  public double noiseMultiplier() {
    long tooLittle = 0;
    long enough = Math.round(LARGEST / STEP);
    if (!fits(enough * STEP)) {
      throw new IllegalArgumentException(
          "No noise is enough for %d updates within ε = %s at δ = %s"
              .formatted(updates, budget.epsilon(), budget.delta()));
    }
    while (enough - tooLittle > 1) {
      long middle = (enough + tooLittle) / 2;
      if (fits(middle * STEP)) {
        enough = middle;
      } else {
        tooLittle = middle;
      }
    }
    return enough / 1000.0;
  }

  /** Vectors are up to twice the clip apart ({@link Expense#mechanism}). */
  private boolean fits(double noiseMultiplier) {
    return RenyiCurve.of(new GaussianNoise(noiseMultiplier / 2))
            .times(updates)
            .epsilon(budget.delta())
        <= budget.epsilon();
  }
}
