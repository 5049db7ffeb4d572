package io.commonweight.registry.account;

import java.util.regex.Pattern;

/** What people call something: one line of text. */
final class Label {
  /** The longest name of an account or organization for people, in characters. */
  static final int MAX_FULL_NAME = 200;

  private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]+");

  private Label() {}

  /**
   * Refuses a text that is no label.
   *
   * @throws IllegalArgumentException if it is empty, too long, or has control characters
   */
  static void require(String what, String text, int maxLength) {
    if (text.isBlank() || text.length() > maxLength || !LINE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          what + " must be one line of 1 to " + maxLength + " characters");
    }
  }
}
