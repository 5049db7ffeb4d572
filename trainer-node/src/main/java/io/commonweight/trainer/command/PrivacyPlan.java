package io.commonweight.trainer.command;

/**
 * The noise that a number of rounds needs.
 *
 * @param noiseMultiplier to be given to {@code node run}
 */
record PrivacyPlan(int rounds, double epsilon, double delta, double noiseMultiplier) {
  @Override
  public String toString() {
    return "--privacy-noise-multiplier=" + noiseMultiplier;
  }
}
