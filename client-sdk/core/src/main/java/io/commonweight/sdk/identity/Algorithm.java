package io.commonweight.sdk.identity;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The signature algorithms of Commonweight. The list is closed: nothing negotiates. */
public enum Algorithm {
  /** RFC 8032; keys as in RFC 8410. */
  ED25519("Ed25519", 32, 64),

  /** FIPS 204 with an empty context; keys as in RFC 9881. */
  ML_DSA_44("ML-DSA-44", 1312, 2420),

  /** FIPS 204 with an empty context; keys as in RFC 9881. */
  ML_DSA_65("ML-DSA-65", 1952, 3309),

  /** ECDSA over NIST P-256 with SHA-256 (FIPS 186-5); keys as in RFC 5480. */
  P_256("P-256", 65, 72);

  /** Every private key follows from so many secret bytes: a seed, or the scalar of P-256. */
  static final int SEED_BYTES = 32;

  /** RFC 8410 §3. */
  private static final ASN1ObjectIdentifier ID_ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private final String label;
  private final int publicKeyBytes;
  private final int maxSignatureBytes;

  Algorithm(String label, int publicKeyBytes, int maxSignatureBytes) {
    this.label = label;
    this.publicKeyBytes = publicKeyBytes;
    this.maxSignatureBytes = maxSignatureBytes;
  }

  /** The standard's name, such as {@code ML-DSA-65}. */
  public String label() {
    return label;
  }

  /** The length of a raw public key. */
  public int publicKeyBytes() {
    return publicKeyBytes;
  }

  /** Whether a signature can be that long; those of P-256 are DER and vary, all others do not. */
  boolean allowsSignatureOf(int bytes) {
    return this == P_256 ? bytes <= maxSignatureBytes : bytes == maxSignatureBytes;
  }

  /** What names this algorithm in SubjectPublicKeyInfo and PKCS#8. */
  AlgorithmIdentifier identifier() {
    return switch (this) {
      case ED25519 -> identifier(ID_ED25519);
      case ML_DSA_44 -> identifier(NISTObjectIdentifiers.id_ml_dsa_44);
      case ML_DSA_65 -> identifier(NISTObjectIdentifiers.id_ml_dsa_65);
      case P_256 ->
          new AlgorithmIdentifier(
              X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1);
    };
  }

  private static AlgorithmIdentifier identifier(ASN1ObjectIdentifier algorithm) {
    return new AlgorithmIdentifier(algorithm);
  }
}
