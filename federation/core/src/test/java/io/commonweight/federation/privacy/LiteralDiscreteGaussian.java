package io.commonweight.federation.privacy;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/**
 * Algorithms 1 to 3 of Canonne, Kamath, Steinke, 2020, as they are printed, with fractions of big
 * integers and t = ⌊σ⌋ + 1. Slow.
 */
final class LiteralDiscreteGaussian {
  private final BigInteger numerator;
  private final BigInteger denominator;
  private final BigInteger scale;

  LiteralDiscreteGaussian(long numerator, long denominator) {
    this.numerator = BigInteger.valueOf(numerator);
    this.denominator = BigInteger.valueOf(denominator);
    scale = this.numerator.divide(this.denominator).sqrt().add(BigInteger.ONE);
  }

  BigInteger sample(RandomGenerator random) {
    while (true) {
      BigInteger y = laplace(random);
      // (|y| − σ²/t)² / 2σ²
      BigInteger difference =
          y.abs().multiply(denominator).multiply(scale).subtract(numerator).pow(2);
      BigInteger below =
          BigInteger.TWO.multiply(numerator).multiply(denominator).multiply(scale.pow(2));
      if (exp(difference, below, random)) {
        return y;
      }
    }
  }

  private BigInteger laplace(RandomGenerator random) {
    while (true) {
      BigInteger u = below(scale, random);
      if (!exp(u, scale, random)) {
        continue;
      }
      BigInteger v = BigInteger.ZERO;
      while (exp(BigInteger.ONE, BigInteger.ONE, random)) {
        v = v.add(BigInteger.ONE);
      }
      BigInteger x = u.add(v.multiply(scale));
      boolean isNegative = random.nextBoolean();
      if (!isNegative || x.signum() != 0) {
        return isNegative ? x.negate() : x;
      }
    }
  }

  /** Bernoulli(exp(−a/b)). */
  private static boolean exp(BigInteger a, BigInteger b, RandomGenerator random) {
    BigInteger rest = a;
    while (rest.compareTo(b) > 0) {
      if (!exp(BigInteger.ONE, BigInteger.ONE, random)) {
        return false;
      }
      rest = rest.subtract(b);
    }
    int k = 1;
    while (below(b.multiply(BigInteger.valueOf(k)), random).compareTo(rest) < 0) {
      k++;
    }
    return k % 2 == 1;
  }

  private static BigInteger below(BigInteger bound, RandomGenerator random) {
    while (true) {
      byte[] bytes = new byte[(bound.bitLength() + 7) / 8];
      random.nextBytes(bytes);
      BigInteger drawn = new BigInteger(1, bytes).shiftRight(8 * bytes.length - bound.bitLength());
      if (drawn.compareTo(bound) < 0) {
        return drawn;
      }
    }
  }
}
