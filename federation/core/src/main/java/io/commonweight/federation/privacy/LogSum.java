package io.commonweight.federation.privacy;

/**
 * A sum of terms of either sign whose logarithms are given, and which may be far too large or small
 * for {@code double} themselves. Each term's logarithm is itself a sum of parts, whose magnitude
 * tells how far rounding can have led it astray.
 */
final class LogSum {

  private double positive = Double.NEGATIVE_INFINITY;
  private double negative = Double.NEGATIVE_INFINITY;
  private double magnitude = 1;

  /** Adds or subtracts exp of the sum of the parts, and returns the logarithm of the term. */
  double add(boolean isPositive, double... logParts) {
    double log = 0;
    double parts = 0;
    for (double part : logParts) {
      log += part;
      parts += Math.abs(part);
    }
    if (log > largest() - 60) {
      magnitude = Math.max(magnitude, parts);
    }
    if (isPositive) {
      positive = plus(positive, log);
    } else {
      negative = plus(negative, log);
    }
    return log;
  }

  /** The logarithm of the larger of what was added and what was subtracted. */
  double largest() {
    return Math.max(positive, negative);
  }

  /** The logarithm of the sum, rounded up by as much as rounding may have lost. */
  double value() {
    double log =
        negative == Double.NEGATIVE_INFINITY
            ? positive
            : positive + StrictMath.log1p(-StrictMath.exp(negative - positive));
    return Upward.of(log, magnitude);
  }

  private static double plus(double a, double b) {
    double larger = Math.max(a, b);
    return larger == Double.NEGATIVE_INFINITY
        ? larger
        : larger + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - larger));
  }
}
