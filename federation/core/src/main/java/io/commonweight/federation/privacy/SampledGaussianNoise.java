package io.commonweight.federation.privacy;

/**
 * Gaussian noise on the sum of a Poisson sample: each record is in it with probability q, which
 * nobody learns. Mironov, Talwar, Zhang, <em>Rényi Differential Privacy of the Sampled Gaussian
 * Mechanism</em>, 2019: D<sub>α</sub> = ln A<sub>α</sub>/(α−1), for neighbours of which one has a
 * record more; integer orders by §3.3 (a finite sum), others by the two series there.
 *
 * @param rate q, from 0 to 1
 * @param noiseMultiplier the noise's standard deviation over the largest length of a record, above
 *     0
 */
public record SampledGaussianNoise(double rate, double noiseMultiplier) implements Mechanism {

  /** Where the series of an order is given up; the order then bounds nothing. */
  private static final int MAX_TERMS = 5000;

  /** Terms below e<sup>−30</sup> of the sum end it. */
  private static final double NEGLIGIBLE = 30;

  private static final double LOG_TWO = 0.6931471805599453;

  /** Checks the ranges. */
  public SampledGaussianNoise {
    GaussianNoise.requirePositive(noiseMultiplier);
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("sampling rate " + rate + " is not from 0 to 1");
    }
  }

  @Override
  public double divergence(double order) {
    if (rate == 0) {
      return 0;
    }
    if (rate == 1) {
      return new GaussianNoise(noiseMultiplier).divergence(order);
    }
    double logMoment = order == Math.rint(order) ? finite((int) order) : series(order);
    return Math.max(0, Upward.of(logMoment / (order - 1)));
  }

  /** A_α = Σ C(α, i)·q^i·(1−q)^(α−i)·exp((i²−i)/2σ²). */
  private double finite(int order) {
    LogSum sum = new LogSum();
    double binomial = 0;
    for (int i = 0; i <= order; i++) {
      var _ = sum.add(true, binomial, mixture(i, order - i), growth(i));
      binomial += StrictMath.log((order - i) / (i + 1.0));
    }
    return sum.value();
  }

  /**
   * The integral over both sides of the point where mixture and noise are equally likely. From the
   * term after α on, either series alternates and falls, so that what is left of it is less than
   * its last term.
   */
  private double series(double order) {
    double crossing = noiseMultiplier * noiseMultiplier * StrictMath.log(1 / rate - 1) + 0.5;
    double width = Math.sqrt(2) * noiseMultiplier;
    LogSum sum = new LogSum();
    double binomial = 0;
    boolean isPositive = true;
    for (int i = 0; i < MAX_TERMS; i++) {
      double j = order - i;
      double tails = -LOG_TWO + ErrorFunction.logErfc((i - crossing) / width);
      double heads = -LOG_TWO + ErrorFunction.logErfc((crossing - j) / width);
      double largest =
          Math.max(
              sum.add(isPositive, binomial, mixture(i, j), growth(i), tails),
              sum.add(isPositive, binomial, mixture(j, i), growth(j), heads));
      if (i > order && largest < sum.largest() - NEGLIGIBLE) {
        var _ = sum.add(true, LOG_TWO, largest);
        return sum.value();
      }
      double ratio = j / (i + 1.0);
      isPositive = isPositive == (ratio > 0);
      binomial += StrictMath.log(Math.abs(ratio));
    }
    return Double.POSITIVE_INFINITY;
  }

  /** ln q^i·(1−q)^j. */
  private double mixture(double i, double j) {
    return i * StrictMath.log(rate) + j * StrictMath.log1p(-rate);
  }

  private double growth(double i) {
    return (i * i - i) / (2 * noiseMultiplier * noiseMultiplier);
  }
}
