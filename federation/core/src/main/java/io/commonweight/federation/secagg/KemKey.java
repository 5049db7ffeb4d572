package io.commonweight.federation.secagg;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Base64;

/**
 * A public key of X-Wing: that of ML-KEM-768 (FIPS 203), then that of X25519 (RFC 7748).
 *
 * @param base64 1216 bytes in standard base64
 */
public record KemKey(@JsonValue String base64) {

  /**
   * Checks length and spelling, and that the ML-KEM half is reduced (FIPS 203 §7.2).
   *
   * @throws IllegalArgumentException if nobody could encapsulate to it
   */
  @JsonCreator
  public KemKey {
    byte[] raw = Base64.getDecoder().decode(base64);
    if (!Base64.getEncoder().encodeToString(raw).equals(base64)) {
      throw new IllegalArgumentException("a key in base64 that is not canonical");
    }
    XWing.requirePublicKey(raw);
  }

  static KemKey of(byte[] raw) {
    return new KemKey(Base64.getEncoder().encodeToString(raw));
  }

  /** The 1216 bytes, freshly allocated. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }
}
