package io.commonweight.trainer.ledger;

/**
 * What all updates of a ledger may give away together: (ε, δ)-differential privacy.
 *
 * @param epsilon above 0
 * @param delta between 0 and 1; well below one over the number of those to be protected
 */
public record Budget(double epsilon, double delta) {

  /** Checks the ranges. */
  public Budget {
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a budget of ε = " + epsilon + " is not above 0");
    }
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("δ = " + delta + " is not between 0 and 1");
    }
  }
}
