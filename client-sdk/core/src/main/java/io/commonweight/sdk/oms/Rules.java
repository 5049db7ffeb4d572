package io.commonweight.sdk.oms;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the texts of a bundle must be like; each throws {@link IllegalArgumentException}. */
final class Rules {
  private static final int MAX_NAME_LENGTH = 1024;

  private Rules() {}

  /** Refuses any other value than the one we know. */
  static void equal(String member, Object wanted, Object found) {
    if (!found.equals(wanted)) {
      throw new IllegalArgumentException("%s is '%s', not '%s'".formatted(member, found, wanted));
    }
  }

  /** The name of a model: a text of one line. */
  static void modelName(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || !isPlain(name)) {
      throw new IllegalArgumentException("the model's name is empty, too long or no plain text");
    }
  }

  /**
   * The name of a file: a relative path with {@code /}, normalized (OMS 1.0 §6.1.2), that no system
   * takes for another. So a colon is refused too, which elsewhere sets off a drive or a stream.
   */
  static void fileName(String name) {
    if (name.length() > MAX_NAME_LENGTH
        || !isPlain(name)
        || name.indexOf('\\') >= 0
        || name.indexOf(':') >= 0) {
      throw new IllegalArgumentException("'" + name + "' is no portable file name");
    }
    for (String component : name.split("/", -1)) {
      if (List.of("", ".", "..").contains(component)) {
        throw new IllegalArgumentException("'" + name + "' is no relative, normalized path");
      }
    }
  }

  private static boolean isPlain(String text) {
    return text.codePoints().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
