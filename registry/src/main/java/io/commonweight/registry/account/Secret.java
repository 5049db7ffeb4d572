package io.commonweight.registry.account;

import io.commonweight.sdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token in the clear, as only its holder has it: {@code hf_}, on which clients of the hub insist,
 * with letters and digits. Its text form hides it, so that no log line can give it away.
 */
final class Secret {
  private static final String PREFIX = "hf_";
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** 40 characters have 238 bits. */
  private static final int LENGTH = 40;

  private static final Pattern HEADER =
      Pattern.compile("(?i:Bearer) +(" + PREFIX + "[A-Za-z0-9]{34,64}) *");
  private static final int MAX_HEADER = 128;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** A new token. */
  static Secret random(SecureRandom random) {
    var text = new StringBuilder(PREFIX);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new Secret(text.toString());
  }

  /** The token in an {@code Authorization} header (RFC 6750 §2.1); empty if none has that form. */
  static Optional<Secret> ofHeader(String authorization) {
    if (authorization.length() > MAX_HEADER) {
      return Optional.empty();
    }
    var matcher = HEADER.matcher(authorization);
    return matcher.matches() ? Optional.of(new Secret(matcher.group(1))) : Optional.empty();
  }

  /** What is stored of it. It has too many bits to be guessed, so that a plain digest suffices. */
  Sha256 digest() {
    return Sha256.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The token itself, for its holder alone. */
  String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return PREFIX + "...";
  }
}
