package io.commonweight.federation.secagg;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shamir's secret sharing (CACM 1979), byte by byte over GF(2^8) with the polynomial of AES (FIPS
 * 197 §4.2): any {@code threshold} shares give the secret, fewer give nothing at all.
 *
 * <p>Field arithmetic neither branches on nor indexes by secret values.
 */
final class SecretSharing {
  private static final int REDUCTION = 0x11b;
  private static final int FIELD_ELEMENTS = 256;

  private SecretSharing() {}

  /**
   * Splits a secret. Each byte has a polynomial of its own, of degree {@code threshold} − 1, whose
   * value at 0 is the byte.
   *
   * @param coordinates where the polynomials are evaluated, each 1 to 255
   * @return a share for each coordinate, as long as the secret
   */
  static SortedMap<Integer, byte[]> split(
      byte[] secret, int threshold, List<Integer> coordinates, SecureRandom random) {
    byte[][] coefficients = new byte[threshold][];
    coefficients[0] = secret;
    for (int degree = 1; degree < threshold; degree++) {
      coefficients[degree] = new byte[secret.length];
      random.nextBytes(coefficients[degree]);
    }
    SortedMap<Integer, byte[]> shares = new TreeMap<>();
    for (int coordinate : coordinates) {
      if (coordinate < 1 || coordinate >= FIELD_ELEMENTS) {
        throw new IllegalArgumentException("no coordinate of a share: " + coordinate);
      }
      shares.put(coordinate, evaluate(coefficients, coordinate));
    }
    return shares;
  }

  /** Horner's rule, for each byte. */
  private static byte[] evaluate(byte[][] coefficients, int at) {
    byte[] value = new byte[coefficients[0].length];
    for (int degree = coefficients.length - 1; degree >= 0; degree--) {
      for (int i = 0; i < value.length; i++) {
        value[i] = (byte) (multiply(value[i] & 0xff, at) ^ coefficients[degree][i]);
      }
    }
    return value;
  }

  /**
   * The value at {@code at} of the polynomials of least degree through these shares: the secret at
   * 0, another share elsewhere.
   *
   * @param shares by coordinate, of equal length, at least one
   */
  static byte[] interpolate(Map<Integer, byte[]> shares, int at) {
    byte[] value = new byte[shares.values().iterator().next().length];
    shares.forEach(
        (coordinate, share) -> {
          int weight = weight(shares, coordinate, at);
          for (int i = 0; i < value.length; i++) {
            value[i] ^= (byte) multiply(share[i] & 0xff, weight);
          }
        });
    return value;
  }

  /** Lagrange's basis polynomial of one coordinate, at {@code at}. */
  private static int weight(Map<Integer, byte[]> shares, int coordinate, int at) {
    int numerator = 1;
    int denominator = 1;
    for (int other : shares.keySet()) {
      if (other != coordinate) {
        numerator = multiply(numerator, at ^ other);
        denominator = multiply(denominator, coordinate ^ other);
      }
    }
    return multiply(numerator, inverse(denominator));
  }

  /** a · b in GF(2^8). */
  static int multiply(int a, int b) {
    int product = 0;
    int shifted = a;
    for (int bit = 0; bit < Byte.SIZE; bit++) {
      product ^= shifted & -((b >>> bit) & 1);
      shifted <<= 1;
      shifted ^= REDUCTION & -(shifted >>> Byte.SIZE);
    }
    return product;
  }

  /** a^254, which is a^−1 unless a is 0. */
  private static int inverse(int a) {
    int power = 1;
    for (int i = 0; i < FIELD_ELEMENTS - 2; i++) {
      power = multiply(power, a);
    }
    return power;
  }
}
