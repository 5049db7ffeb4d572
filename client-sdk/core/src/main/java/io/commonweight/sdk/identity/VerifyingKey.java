package io.commonweight.sdk.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.Signer;

/**
 * A public key of one algorithm.
 *
 * @param algorithm what it verifies
 * @param raw Ed25519: 32 bytes (RFC 8032 §5.1.5); ML-DSA: pk (FIPS 204 algorithm 22); P-256: the
 *     uncompressed point (SEC 1 §2.3.3), 65 bytes
 */
public record VerifyingKey(Algorithm algorithm, Bytes raw) {

  /**
   * Checks the key.
   *
   * @throws IllegalArgumentException if the bytes are no public key of the algorithm
   */
  public VerifyingKey {
    if (raw.size() != algorithm.publicKeyBytes()) {
      throw new IllegalArgumentException(
          "a public key of %s has %d bytes, this one %d"
              .formatted(algorithm.label(), algorithm.publicKeyBytes(), raw.size()));
    }
    var _ = Primitives.publicKey(algorithm, raw.toArray()); // refuses points off the curve
  }

  /**
   * Reads a SubjectPublicKeyInfo (RFC 5280 §4.1). Each algorithm's has a length of its own and one
   * encoding only.
   *
   * @throws IllegalArgumentException if it is not the canonical DER of a key
   */
  public static VerifyingKey ofSpki(byte[] der) {
    for (Algorithm algorithm : Algorithm.values()) {
      byte[] raw =
          Arrays.copyOfRange(der, Math.max(0, der.length - algorithm.publicKeyBytes()), der.length);
      if (Arrays.equals(der, spki(algorithm, raw))) {
        return new VerifyingKey(algorithm, Bytes.of(raw));
      }
    }
    throw new IllegalArgumentException(
        "not the canonical DER of a public key of Ed25519, ML-DSA-44, ML-DSA-65 or P-256: %d bytes"
            .formatted(der.length));
  }

  /**
   * Reads a SubjectPublicKeyInfo in standard base64, as it stands in JSON.
   *
   * @throws IllegalArgumentException if it is not the one encoding of a key
   */
  @JsonCreator
  public static VerifyingKey ofBase64(String spki) {
    VerifyingKey key = ofSpki(Base64.getDecoder().decode(spki));
    if (!key.base64().equals(spki)) {
      throw new IllegalArgumentException("a key in base64 that is not canonical");
    }
    return key;
  }

  /** The SubjectPublicKeyInfo in standard base64. */
  @JsonValue
  public String base64() {
    return Base64.getEncoder().encodeToString(spki());
  }

  /** The SubjectPublicKeyInfo in DER. */
  public byte[] spki() {
    return spki(algorithm, raw.toArray());
  }

  private static byte[] spki(Algorithm algorithm, byte[] raw) {
    try {
      return new SubjectPublicKeyInfo(algorithm.identifier(), raw).getEncoded("DER");
    } catch (IOException e) {
      throw new AssertionError("encoding to memory", e);
    }
  }

  /** What names this key everywhere. */
  public Fingerprint fingerprint() {
    return new Fingerprint(Sha256.of(spki()));
  }

  /** Whether {@code signature} is this key's over {@code message}; false for any malformed one. */
  public boolean verify(byte[] message, byte[] signature) {
    if (!algorithm.allowsSignatureOf(signature.length)) {
      return false;
    }
    Signer verifier = Primitives.signer(algorithm);
    verifier.init(false, Primitives.publicKey(algorithm, raw.toArray()));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }
}
