package io.commonweight.federation.privacy;

/**
 * Gaussian noise, continuous or discrete, on a vector: D<sub>α</sub> = α/(2z²). For the discrete
 * one it is an upper bound (Canonne, Kamath, Steinke, 2020, Theorem 14), met for integer
 * sensitivities.
 *
 * @param noiseMultiplier z: the noise's standard deviation over the Euclidean sensitivity, that is,
 *     over the largest distance between the vectors of neighbouring inputs; above 0
 */
public record GaussianNoise(double noiseMultiplier) implements Mechanism {

  /** Checks the multiplier. */
  public GaussianNoise {
    requirePositive(noiseMultiplier);
  }

  @Override
  public double divergence(double order) {
    return Upward.of(order / (2 * noiseMultiplier * noiseMultiplier));
  }

  static void requirePositive(double noiseMultiplier) {
    if (!(noiseMultiplier > 0 && noiseMultiplier < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "noise multiplier " + noiseMultiplier + " is not a positive number");
    }
  }
}
