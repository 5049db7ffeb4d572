package io.commonweight.federation.privacy;

/**
 * Rounding that errs towards more spent. An expression of a few hundred operations in {@code
 * double} is off by less than 2<sup>−44</sup> of its largest term; that much is added.
 */
final class Upward {
  private static final double MARGIN = 0x1p-44;

  private Upward() {}

  /** A value whose terms are no larger than itself. */
  static double of(double value) {
    return of(value, value);
  }

  /** A value that came from terms of up to this magnitude. */
  static double of(double value, double magnitude) {
    return Double.isFinite(value) ? Math.nextUp(value + MARGIN * Math.abs(magnitude)) : value;
  }
}
