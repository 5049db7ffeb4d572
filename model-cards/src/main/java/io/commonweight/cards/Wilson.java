package io.commonweight.cards;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The 95 % score interval of a success rate (E. B. Wilson, JASA 22 (1927) 209–212).
 *
 * @param low from 0 to the rate
 * @param high from the rate to 1
 */
record Wilson(double low, double high) {

  /** The 97.5 % quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /** Uses only operations whose result IEEE 754 fixes, so that every machine prints the same. */
  static Wilson of(long successes, long trials) {
    double n = trials;
    double rate = successes / n;
    double z2 = Z * Z;
    double centre = rate + z2 / (2 * n);
    double margin = Z * Math.sqrt(rate * (1 - rate) / n + z2 / (4 * n * n));
    double scale = 1 + z2 / n;
    double low = successes == 0 ? 0 : (centre - margin) / scale;
    double high = successes == trials ? 1 : (centre + margin) / scale;
    return new Wilson(low, high);
  }

  /** For example {@code 60.4 % to 84.1 %}. */
  String text() {
    return percent(low) + " to " + percent(high);
  }

  /** A fraction as per cent with one decimal, halves rounded to even. */
  static String percent(double fraction) {
    return new BigDecimal(fraction).movePointRight(2).setScale(1, RoundingMode.HALF_EVEN) + " %";
  }
}
