package io.commonweight.cards;

import java.util.regex.Pattern;

/** What the constructors of this package demand of their arguments. */
final class Checks {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private Checks() {}

  static void sha256(String name, String value) {
    if (!SHA256.matcher(value).matches()) {
      throw new IllegalArgumentException(name + " is not a SHA-256 in lower-case hexadecimal");
    }
  }

  static void atLeast(String name, long min, long value) {
    if (value < min) {
      throw new IllegalArgumentException(name + " is " + value + ", less than " + min);
    }
  }
}
