package io.commonweight.cli.simulate;

import java.util.Random;

/** The symmetric Dirichlet distribution: shares that are the more unequal, the smaller alpha is. */
record Dirichlet(double alpha) {

  /** Draws shares that add up to 1. */
  double[] draw(int count, Random random) {
    double[] shares = new double[count];
    double sum = 0;
    while (sum == 0) { // a very small alpha can leave nothing that a double holds
      for (int i = 0; i < count; i++) {
        shares[i] = gamma(random);
        sum += shares[i];
      }
    }
    for (int i = 0; i < count; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /**
   * Draws from the gamma distribution of shape alpha and scale 1 (Marsaglia, Tsang: "A Simple
   * Method for Generating Gamma Variables", ACM TOMS 26, 2000; below shape 1 by their remark on
   * page 371).
   */
  private double gamma(Random random) {
    double boost = alpha < 1 ? StrictMath.pow(1 - random.nextDouble(), 1 / alpha) : 1;
    double d = (alpha < 1 ? alpha + 1 : alpha) - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double root = 1 + c * x;
      double v = root * root * root;
      double u = 1 - random.nextDouble();
      if (v > 0 && StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return boost * d * v;
      }
    }
  }
}
