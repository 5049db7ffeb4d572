package io.commonweight.federation.privacy;

/**
 * The logarithm of the complementary error function, to 12 digits over the whole line, where the
 * function itself long underflows. Abramowitz, Stegun, <em>Handbook of Mathematical Functions</em>,
 * 7.1.6 (a series of positive terms) and 7.1.14 (a continued fraction).
 */
final class ErrorFunction {
  private static final double SERIES_UP_TO = 2;
  private static final int FRACTION_DEPTH = 120;
  private static final double LOG_PI = 1.1447298858494002;

  private ErrorFunction() {}

  /** ln erfc(x). */
  static double logErfc(double x) {
    if (x < -SERIES_UP_TO) {
      return StrictMath.log1p(1 - StrictMath.exp(logErfc(-x)));
    }
    return x <= SERIES_UP_TO ? StrictMath.log1p(-erf(x)) : logTail(x);
  }

  /** erf(x) = 2/√π · exp(−x²) · Σ 2^n·x^(2n+1)/(1·3·…·(2n+1)). */
  private static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 0x1p-60 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  /** √π·exp(x²)·erfc(x) = 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), evaluated from its end. */
  private static double logTail(double x) {
    double denominator = x;
    for (int k = FRACTION_DEPTH; k >= 1; k--) {
      denominator = x + k / 2.0 / denominator;
    }
    return -x * x - StrictMath.log(denominator) - LOG_PI / 2;
  }
}
