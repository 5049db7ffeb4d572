package io.commonweight.sdk.statement;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checks that the kinds of statement share; each throws with the member's name. */
final class Limits {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private Limits() {}

  /** A name of a federation, organization, suite or split: a DNS label. */
  static String name(String member, String value) {
    return matching(member, NAME, value);
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
