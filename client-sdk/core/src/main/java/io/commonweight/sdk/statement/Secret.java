package io.commonweight.sdk.statement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * 32 bytes that somebody keeps to himself at first: a seed, a share of one, a salt. The text form
 * does not show them.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Secret(@JsonValue String hex) {
  /** Length in bytes. */
  public static final int BYTES = 32;

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits
   */
  @JsonCreator
  public Secret {
    if (hex.length() != 2 * BYTES
        || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      throw new IllegalArgumentException("a secret is not 32 bytes in lower-case hex");
    }
  }

  /** The secret of 32 bytes. */
  public static Secret of(byte[] bytes) {
    return new Secret(HexFormat.of().formatHex(bytes));
  }

  /**
   * Draws a secret.
   *
   * @param random a cryptographic source
   */
  public static Secret random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return of(bytes);
  }

  /** The bytes, freshly allocated. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return "Secret[]";
  }
}
