package io.commonweight.federation.privacy;

import java.util.random.RandomGenerator;

/**
 * The discrete Gaussian N<sub>ℤ</sub>(0, σ²): an integer x has a probability proportional to
 * exp(−x²/2σ²). Samples have exactly this distribution if the random bits are uniform: everything
 * is decided by comparing integers, nothing is rounded.
 *
 * <p>Canonne, Kamath, Steinke, <em>The Discrete Gaussian for Differential Privacy</em>, NeurIPS
 * 2020, Algorithm 3: a discrete Laplace sample of scale t is accepted with probability exp(−(|y| −
 * σ²/t)²/2σ²). Any t gives the same distribution; the power of two nearest to σ makes uniform
 * numbers below t a matter of masking bits and accepts about two samples of three.
 *
 * <p>A sample takes a dozen 64-bit words on average, independent of σ. The time a sample takes
 * depends on its value: whoever can measure single samples learns something of the noise.
 */
public final class DiscreteGaussian {

  /** Bound on σ²·d and t²·d for σ² = n/d, so that no product of the sampler overflows. */
  private static final long MAX_PRODUCT = 1L << 50;

  private final long numerator;
  private final long denominator;
  private final DiscreteLaplace laplace;
  private final WideFraction acceptance;

  private DiscreteGaussian(long numerator, long denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
    int scaleBits = scaleBits(numerator, denominator);
    laplace = new DiscreteLaplace(scaleBits);
    acceptance = WideFraction.over(2 * numerator, denominator << (2 * scaleBits));
  }

  /**
   * The distribution with σ² = numerator/denominator.
   *
   * @throws IllegalArgumentException if one of them is not positive or above 2<sup>50</sup>, or σ²
   *     times the square of the denominator is above 2<sup>49</sup>
   */
  public static DiscreteGaussian ofVariance(long numerator, long denominator) {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException(
          "variance " + numerator + "/" + denominator + " is not positive");
    }
    if (numerator > MAX_PRODUCT
        || denominator > MAX_PRODUCT >> (2 * scaleBits(numerator, denominator))) {
      throw new IllegalArgumentException(
          "variance %d/%d is too large or too fine to be sampled"
              .formatted(numerator, denominator));
    }
    return new DiscreteGaussian(numerator, denominator);
  }

  /** The distribution with an integer σ². */
  public static DiscreteGaussian ofVariance(long variance) {
    return ofVariance(variance, 1);
  }

  /** Draws a sample. */
  public long sample(RandomGenerator random) {
    while (true) {
      long y = laplace.sample(random);
      // (|y| − σ²/t)²/2σ² = x²/(2·n·d·t²) with x = |y|·d·t − n, for σ² = n/d.
      long scaled = Math.multiplyExact(Math.abs(y) << laplace.scaleBits(), denominator);
      if (acceptance.bernoulliExpOfSquare(scaled - numerator, random)) {
        return y;
      }
    }
  }

  /**
   * Adds a sample of its own to each value. Sums beyond the limit become the limit, which costs no
   * privacy: it is a function of the noisy value alone.
   *
   * @param values of at most {@code limit} in magnitude; changed in place
   */
  public void addTo(int[] values, int limit, RandomGenerator random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.clamp(values[i] + sample(random), -limit, limit);
    }
  }

  /** The m for which 2^m is nearest to σ by ratio: half of log₂ σ², rounded. */
  private static int scaleBits(long numerator, long denominator) {
    long variance = numerator / denominator;
    return variance == 0 ? 0 : (64 - Long.numberOfLeadingZeros(variance)) / 2;
  }
}
