package io.commonweight.sdk.identity;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * An Ed25519 public key (RFC 8032).
 *
 * @param raw its 32 bytes
 */
public record VerifyingKey(Bytes raw) {
  private static final int SPKI_BYTES = 44;

  /** id-Ed25519, RFC 8410 §3. */
  static final AlgorithmIdentifier ED25519 =
      new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.3.101.112"));

  /**
   * @throws IllegalArgumentException if the bytes are no Ed25519 public key
   */
  public VerifyingKey {
    if (raw.size() != Ed25519PublicKeyParameters.KEY_SIZE) {
      throw new IllegalArgumentException(
          "an Ed25519 public key has 32 bytes, this one " + raw.size());
    }
    var _ = new Ed25519PublicKeyParameters(raw.toArray()); // refuses points off the curve
  }

  /**
   * Reads a SubjectPublicKeyInfo (RFC 8410).
   *
   * @throws IllegalArgumentException if it is not the DER of an Ed25519 key
   */
  public static VerifyingKey ofSpki(byte[] der) {
    if (der.length != SPKI_BYTES) {
      throw new IllegalArgumentException(
          "the DER of an Ed25519 public key has %d bytes, this one %d"
              .formatted(SPKI_BYTES, der.length));
    }
    try {
      var info = SubjectPublicKeyInfo.getInstance(der);
      var key = new VerifyingKey(Bytes.of(info.getPublicKeyData().getOctets()));
      if (!Bytes.of(der).equals(Bytes.of(key.spki()))) {
        throw new IllegalArgumentException("not the canonical DER of an Ed25519 public key");
      }
      return key;
    } catch (ClassCastException | IllegalStateException e) {
      throw new IllegalArgumentException("not a SubjectPublicKeyInfo", e);
    }
  }

  /** The SubjectPublicKeyInfo in DER, 44 bytes. */
  public byte[] spki() {
    try {
      return new SubjectPublicKeyInfo(ED25519, raw.toArray()).getEncoded("DER");
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
    if (signature.length != Ed25519PublicKeyParameters.KEY_SIZE * 2) {
      return false;
    }
    var verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(raw.toArray()));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }
}
