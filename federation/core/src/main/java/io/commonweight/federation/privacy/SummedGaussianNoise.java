package io.commonweight.federation.privacy;

/**
 * Discrete Gaussian noise in shares: each of n nodes adds a share to its own vector, and only the
 * sum of the noisy vectors is seen. A sum of discrete Gaussians is no discrete Gaussian; Kairouz,
 * Liu, Steinke, <em>The Distributed Discrete Gaussian Mechanism for Federated Learning with Secure
 * Aggregation</em>, ICML 2021, Proposition 14, bounds what the difference costs by τ = 10·Σ<sub>k =
 * 1…n−1</sub> exp(−2π²σ²·k/(k+1)), which vanishes from σ of a few quanta on.
 *
 * @param shares n: of nodes that are not curious themselves and stay until the end, at least 1
 * @param sigma standard deviation of one share in quanta, at least 1/2
 * @param sensitivity largest Euclidean distance in quanta between the vectors of neighbouring
 *     inputs
 * @param dimension number of coordinates, at least 1
 */
public record SummedGaussianNoise(int shares, double sigma, double sensitivity, long dimension)
    implements Mechanism {

  /** Checks the ranges. */
  public SummedGaussianNoise {
    if (shares < 1 || dimension < 1) {
      throw new IllegalArgumentException(
          shares + " shares, " + dimension + " coordinates: at least one of each");
    }
    if (!(sigma >= 0.5 && sigma < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("shares of σ = " + sigma + " quanta, at least 0.5");
    }
    if (!(sensitivity > 0 && sensitivity < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("sensitivity " + sensitivity + " is not positive");
    }
  }

  @Override
  public double divergence(double order) {
    double total = Math.sqrt(shares) * sigma;
    double root = Math.sqrt((double) dimension);
    double tau = tau();
    double euclidean = sensitivity / total;
    // Integers: |x|₁ is at most |x|₂², and at most √d·|x|₂ as for all vectors.
    double taxicab = euclidean * Math.min(root, sensitivity);
    double perOrder = order / 2;
    double apart = perOrder * euclidean * euclidean + tau * dimension;
    double mixed = perOrder * (euclidean * euclidean + 2 * taxicab * tau + tau * tau * dimension);
    double joint = euclidean + root * tau;
    return Upward.of(Math.min(Math.min(apart, mixed), perOrder * joint * joint));
  }

  /** What a sum of this many shares differs from a discrete Gaussian, per coordinate. */
  double tau() {
    double sum = 0;
    for (int k = 1; k < shares; k++) {
      double exponent = 2 * Math.PI * Math.PI * sigma * sigma * k / (k + 1.0);
      double term = StrictMath.exp(-exponent);
      sum += term;
      if (term == 0) {
        break; // and all that follow
      }
    }
    return 10 * sum;
  }
}
