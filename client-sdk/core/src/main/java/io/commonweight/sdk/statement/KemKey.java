package io.commonweight.sdk.statement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * A public key of X-Wing: that of ML-KEM-768 (FIPS 203), then that of X25519 (RFC 7748).
 *
 * @param base64 1216 bytes in standard base64
 */
public record KemKey(@JsonValue String base64) {
  /** Length of a key. */
  public static final int BYTES = 1216;

  /**
   * Checks length and spelling, that the ML-KEM half is reduced (FIPS 203 §7.2), and that the other
   * is not of low order (RFC 7748 §6.1).
   *
   * @throws IllegalArgumentException if nobody could encapsulate to it
   */
  @JsonCreator
  public KemKey {
    byte[] raw = Base64.getDecoder().decode(base64);
    if (!Base64.getEncoder().encodeToString(raw).equals(base64)) {
      throw new IllegalArgumentException("a key in base64 that is not canonical");
    }
    if (raw.length != BYTES) {
      throw new IllegalArgumentException(
          "a key of X-Wing has %d bytes, this one %d".formatted(BYTES, raw.length));
    }
    int mlKemBytes = BYTES - X25519.POINT_SIZE;
    var _ =
        new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, Arrays.copyOf(raw, mlKemBytes));
    // Every scalar is a multiple of the cofactor, so any one shows a point of low order.
    byte[] shared = new byte[X25519.POINT_SIZE];
    if (!X25519.calculateAgreement(new byte[X25519.SCALAR_SIZE], 0, raw, mlKemBytes, shared, 0)) {
      throw new IllegalArgumentException("an X25519 point of low order");
    }
  }

  /** The key of 1216 bytes. */
  public static KemKey of(byte[] raw) {
    return new KemKey(Base64.getEncoder().encodeToString(raw));
  }

  /** The 1216 bytes, freshly allocated. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }
}
