package io.commonweight.sdk.log;

import io.commonweight.sdk.Sha256;
import java.util.Base64;

/**
 * The three values of the log's texts, each in the one spelling that is accepted: whatever would be
 * written differently from how it was read is refused, so that equal values have equal bytes.
 */
final class CanonicalText {

  private static final int MAX_DIGITS = 19;

  private CanonicalText() {}

  /** Reads a decimal number of 0 to 2^63 − 1 without sign or leading zeros. */
  static long decimal(String step, String text) throws ProofException {
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (text.isEmpty() || text.length() > MAX_DIGITS || !digits) {
      throw new ProofException(step, "not a decimal number");
    }
    try {
      long value = Long.parseLong(text);
      if (Long.toString(value).equals(text)) {
        return value;
      }
      throw new ProofException(step, "a number with leading zeros");
    } catch (NumberFormatException e) {
      throw new ProofException(step, "a number above 2^63 - 1");
    }
  }

  /** Reads standard base64 with padding (RFC 4648 §4, unused bits zero as §3.5 asks). */
  static byte[] base64(String step, String text) throws ProofException {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
      throw new ProofException(step, "base64 that is not canonical");
    } catch (IllegalArgumentException e) {
      throw new ProofException(step, "not base64");
    }
  }

  /** Reads a hash in base64. */
  static Sha256 hash(String step, String text) throws ProofException {
    byte[] bytes = base64(step, text);
    if (bytes.length != Sha256.BYTES) {
      throw new ProofException(step, "a hash of " + bytes.length + " bytes");
    }
    return Sha256.ofBytes(bytes);
  }

  /** Writes a hash in base64. */
  static String base64(Sha256 hash) {
    return Base64.getEncoder().encodeToString(hash.bytes());
  }
}
