package io.commonweight.federation.privacy;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a sequence of releases gave away: a bound on its Rényi divergence at each of a fixed set of
 * orders. Curves of releases that each may depend on the ones before are added (Mironov, 2017,
 * Proposition 1). Immutable.
 *
 * <p>Rounding never makes it less: sums are rounded up, and adding a release or taking a smaller δ
 * never lowers ε, since each step of the computation is monotone in {@code double} too.
 */
public final class RenyiCurve {

  /** The orders of Opacus' RDP accountant, and larger ones, which small budgets need. */
  private static final double[] ORDERS =
      Stream.of(
              IntStream.range(1, 100).mapToDouble(i -> 1 + i / 10.0),
              IntStream.range(12, 64).asDoubleStream(),
              DoubleStream.of(64, 72, 80, 96, 112, 128, 160, 192, 256, 384, 512, 768, 1024))
          .flatMapToDouble(orders -> orders)
          .toArray();

  /** Nothing was released. */
  public static final RenyiCurve NOTHING = new RenyiCurve(new double[ORDERS.length]);

  private final double[] divergences;

  private RenyiCurve(double[] divergences) {
    this.divergences = divergences;
  }

  /** One release. */
  public static RenyiCurve of(Mechanism mechanism) {
    return new RenyiCurve(Arrays.stream(ORDERS).map(mechanism::divergence).toArray());
  }

  /** This, and what the other gave away. */
  public RenyiCurve plus(RenyiCurve other) {
    double[] sum = new double[ORDERS.length];
    for (int i = 0; i < sum.length; i++) {
      double exact = divergences[i] + other.divergences[i];
      // Nothing is added to nothing at no cost.
      sum[i] = divergences[i] == 0 || other.divergences[i] == 0 ? exact : Math.nextUp(exact);
    }
    return new RenyiCurve(sum);
  }

  /**
   * As many releases like this one.
   *
   * @param count at least 0
   */
  public RenyiCurve times(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(count + " releases");
    }
    return new RenyiCurve(
        Arrays.stream(divergences)
            .map(d -> d == 0 || count == 0 ? 0 : Math.nextUp(d * count))
            .toArray());
  }

  /**
   * The smallest ε for which this is known to be (ε, δ)-differentially private: the minimum over
   * orders of D − (ln δ + ln α)/(α−1) + ln((α−1)/α). Balle et al., <em>Hypothesis Testing
   * Interpretations and Rényi Differential Privacy</em>, AISTATS 2020, Theorem 21; Canonne, Kamath,
   * Steinke, 2020, Proposition 12.
   *
   * @param delta above 0 and below 1
   * @return at least 0; infinite if no order bounds it
   */
  public double epsilon(double delta) {
    return epsilonAt(bestOrder(delta), delta);
  }

  /** The order that gives {@link #epsilon}. */
  public double order(double delta) {
    return ORDERS[bestOrder(delta)];
  }

  private int bestOrder(double delta) {
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("δ = " + delta + " is not between 0 and 1");
    }
    int best = 0;
    for (int i = 1; i < ORDERS.length; i++) {
      if (epsilonAt(i, delta) < epsilonAt(best, delta)) {
        best = i;
      }
    }
    return best;
  }

  private double epsilonAt(int i, double delta) {
    if (divergences[i] == 0) {
      return 0;
    }
    double order = ORDERS[i];
    double logDelta = StrictMath.log(delta);
    double logOrder = StrictMath.log(order);
    double shared = StrictMath.log1p(-1 / order) - (logDelta + logOrder) / (order - 1);
    double magnitude = (Math.abs(logDelta) + logOrder) / (order - 1) + 1 / (order - 1);
    return Math.max(0, Math.nextUp(divergences[i] + Upward.of(shared, magnitude)));
  }
}
