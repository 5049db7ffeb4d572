package io.commonweight.cli.simulate;

import java.util.Random;

/**
 * The task: to tell ten classes apart, each of two round clouds of points. One cloud of each would
 * be a linear problem; two make it one for which weights have no convex loss.
 */
final class Clusters {
  static final int FEATURES = 16;
  static final int CLASSES = 10;

  private static final int CLOUDS = 2;

  /** Standard deviation of the centres; that of a cloud is 1, so neighbouring classes overlap. */
  private static final double SPREAD = 1.0;

  private final double[][] centres = new double[CLASSES * CLOUDS][FEATURES];

  Clusters(Chance chance) {
    Random random = chance.of(Chance.Purpose.CENTRES);
    for (double[] centre : centres) {
      for (int i = 0; i < FEATURES; i++) {
        centre[i] = SPREAD * random.nextGaussian();
      }
    }
  }

  /**
   * Draws points.
   *
   * @param shares how likely each class is; they add up to 1
   * @param angle by how many radians each pair of features is turned
   */
  Samples draw(double[] shares, double angle, int count, Random random) {
    float[] features = new float[count * FEATURES];
    int[] labels = new int[count];
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    for (int sample = 0; sample < count; sample++) {
      labels[sample] = label(shares, random.nextDouble());
      double[] centre = centres[labels[sample] * CLOUDS + random.nextInt(CLOUDS)];
      for (int i = 0; i < FEATURES; i += 2) {
        double x = centre[i] + random.nextGaussian();
        double y = centre[i + 1] + random.nextGaussian();
        features[sample * FEATURES + i] = (float) (cos * x - sin * y);
        features[sample * FEATURES + i + 1] = (float) (sin * x + cos * y);
      }
    }
    return new Samples(FEATURES, features, labels);
  }

  private static int label(double[] shares, double at) {
    double sum = 0;
    for (int label = 0; label < shares.length; label++) {
      sum += shares[label];
      if (at < sum) {
        return label;
      }
    }
    return shares.length - 1;
  }
}
