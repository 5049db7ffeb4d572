package io.commonweight.sdk.statement;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checks that the kinds of statement share; each throws with the member's name. */
final class Limits {
  /** The largest integer that canonical JSON holds: 2^53 − 1. */
  static final long MAX_SAFE = (1L << 53) - 1;

  private static final long MAX_TIME = 1L << 40;
  private static final int MAX_TEXT = 1000;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private static final Pattern REPO =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,38}");
  private static final int BITS = 128;
  private static final Pattern TENSOR = Pattern.compile("[A-Za-z0-9_.\\-/]{1,255}");

  private Limits() {}

  /** A name of a federation, organization, suite or split: a DNS label. */
  static String name(String member, String value) {
    return matching(member, NAME, value);
  }

  /** A model repo, {@code ORG/NAME}. */
  static String repo(String member, String value) {
    return matching(member, REPO, value);
  }

  /** A name of a tensor. */
  static String tensor(String member, String value) {
    return matching(member, TENSOR, value);
  }

  static String matching(String member, Pattern pattern, String value) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(member + " '" + value + "' does not match " + pattern);
    }
    return value;
  }

  static long within(String member, long min, long max, long value) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          member + " is " + value + ", must be " + min + " to " + max);
    }
    return value;
  }

  /** A decimal from 1 to 2^128 − 1. */
  static void unsigned128(String member, String value) {
    matching(member, DECIMAL, value);
    if (new BigInteger(value).bitLength() > BITS) {
      throw new IllegalArgumentException(member + " has more than " + BITS + " bits");
    }
  }

  /** Unix seconds. */
  static long time(String member, long value) {
    return within(member, 0, MAX_TIME, value);
  }

  /** A few sentences: 1 to 1000 Unicode characters, none a control character but line feeds. */
  static String text(String member, String value) {
    within(member + " length", 1, MAX_TEXT, value.codePointCount(0, value.length()));
    if (value.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new IllegalArgumentException(member + " has a control character");
    }
    return value;
  }

  /** A copy of {@code list}, strictly increasing, so that a set has one encoding. */
  static <T, K extends Comparable<K>> List<T> sorted(
      String member, List<T> list, java.util.function.Function<T, K> key) {
    for (int i = 1; i < list.size(); i++) {
      if (key.apply(list.get(i - 1)).compareTo(key.apply(list.get(i))) >= 0) {
        throw new IllegalArgumentException(
            member + " is not sorted, or has " + key.apply(list.get(i)) + " twice");
      }
    }
    return List.copyOf(list);
  }

  static <T extends Collection<?>> T atMost(String member, int max, T values) {
    if (values.size() > max) {
      throw new IllegalArgumentException(
          member + " has " + values.size() + " elements, at most " + max + " allowed");
    }
    return values;
  }

  /** Present exactly when {@code condition} holds. */
  static void presentIff(String member, boolean condition, Optional<?> value) {
    if (value.isPresent() != condition) {
      throw new IllegalArgumentException(
          member + (condition ? " is missing" : " must not be given"));
    }
  }
}
