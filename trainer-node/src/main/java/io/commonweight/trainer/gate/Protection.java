package io.commonweight.trainer.gate;

import io.commonweight.federation.aggregation.Unsigned128;
import io.commonweight.federation.privacy.DiscreteGaussian;
import io.commonweight.sdk.statement.RoundOpen;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How much an update is clipped and blurred before it leaves.
 *
 * @param noiseMultiplier standard deviation of the noise on each weight over the clip, from 10⁻⁶ to
 *     10⁶
 * @param clip the most that the difference may be long before the noise, in units of the weights,
 *     from 10⁻⁶ to 10⁶
 */
public record Protection(BigDecimal noiseMultiplier, BigDecimal clip) {
  private static final BigDecimal SMALLEST = new BigDecimal("0.000001");
  private static final BigDecimal LARGEST = new BigDecimal("1000000");

  /** Checks the ranges. */
  public Protection {
    requireSensible("noise multiplier", noiseMultiplier);
    requireSensible("clip", clip);
  }

  private static void requireSensible(String name, BigDecimal value) {
    if (value.compareTo(SMALLEST) < 0 || value.compareTo(LARGEST) > 0) {
      throw new IllegalArgumentException(
          name + " " + value + " is not from " + SMALLEST + " to " + LARGEST);
    }
  }

  /**
   * Looks whether noise of this size fits the round.
   *
   * @param weights how many there are
   * @throws GateException if it is expected to be longer than the bound allows
   */
  public void requireRoom(RoundOpen open, long weights) throws GateException {
    for (RoundOpen.Scale scale : open.scales()) {
      var _ = noise(open, scale.bits());
    }
    BigInteger expected =
        variance(open).multiply(BigInteger.valueOf(weights)).add(squaredClip(open).toBigInteger());
    BigInteger bound = new BigInteger(open.normBound());
    if (expected.compareTo(bound) > 0) {
      throw new GateException(
          ("Noise of %s times a clip of %s on %d weights has an expected squared length of %s"
                  + " quanta², round %d takes at most %s: choose a --privacy-clip of at most %s,"
                  + " or a federation with a larger norm bound")
              .formatted(
                  noiseMultiplier,
                  clip,
                  weights,
                  expected,
                  open.number(),
                  bound,
                  largestClip(expected, bound).toPlainString()));
    }
  }

  /** Both parts of what is expected grow with the square of the clip. */
  private BigDecimal largestClip(BigInteger expected, BigInteger bound) {
    BigDecimal room = new BigDecimal(bound).divide(new BigDecimal(expected), MathContext.DECIMAL64);
    return clip.multiply(room.sqrt(MathContext.DECIMAL64))
        .round(new MathContext(3, RoundingMode.FLOOR));
  }

  /**
   * What the squared length is clipped to before the noise, in squared quanta of the round's
   * largest scale: the clip, rounded down, or the round's bound if that is less.
   *
   * @throws GateException if it is less than one
   */
  public Unsigned128 squaredClip(RoundOpen open) throws GateException {
    BigInteger squared =
        clip.multiply(quanta(open)).pow(2).setScale(0, RoundingMode.FLOOR).toBigInteger();
    if (squared.signum() == 0) {
      throw new GateException(
          "A clip of %s is shorter than one quantum of round %d: choose a larger --privacy-clip"
              .formatted(clip, open.number()));
    }
    return Unsigned128.of(squared.min(new BigInteger(open.normBound())));
  }

  /** The noise's variance in squared quanta of the round's largest scale, rounded up. */
  public BigInteger variance(RoundOpen open) {
    return noiseMultiplier
        .multiply(clip)
        .multiply(quanta(open))
        .pow(2)
        .setScale(0, RoundingMode.CEILING)
        .toBigInteger();
  }

  /**
   * The noise for a tensor: a quantum of scale s is worth 2^(max−s) of the largest scale's, so that
   * the noise has the same size in units of the weights everywhere, or a little more.
   *
   * @throws GateException if it cannot be drawn, or would be wider than the integers themselves
   */
  DiscreteGaussian noise(RoundOpen open, int scale) throws GateException {
    BigInteger coarser = BigInteger.ONE.shiftLeft(2 * (maxScale(open) - scale));
    BigInteger variance = variance(open).add(coarser).subtract(BigInteger.ONE).divide(coarser);
    BigInteger limit = BigInteger.valueOf(open.encoding().maxQuantum()).pow(2);
    if (variance.compareTo(limit) > 0) {
      throw new GateException(
          "Noise of %s times a clip of %s is wider than the integers of round %d (±%d quanta of 2^-%d): choose a smaller --privacy-clip, or a federation with more bits"
              .formatted(
                  noiseMultiplier, clip, open.number(), open.encoding().maxQuantum(), scale));
    }
    return DiscreteGaussian.ofVariance(variance.longValueExact());
  }

  static int maxScale(RoundOpen open) {
    return open.scales().stream().mapToInt(RoundOpen.Scale::bits).max().orElse(0);
  }

  private static BigDecimal quanta(RoundOpen open) {
    return BigDecimal.valueOf(2).pow(maxScale(open));
  }
}
