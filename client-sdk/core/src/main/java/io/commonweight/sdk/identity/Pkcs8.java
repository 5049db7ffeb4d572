package io.commonweight.sdk.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.util.BigIntegers;

/**
 * Private keys in PKCS#8 (RFC 5208): Ed25519 as in RFC 8410 §7, ML-DSA as its seed (RFC 9881 §6),
 * P-256 as in RFC 5915 with its public half. A key has one encoding, that of {@code openssl
 * genpkey} for Ed25519 and P-256.
 */
final class Pkcs8 {
  private static final int SEED_TAG = 0;

  private Pkcs8() {}

  /** The DER of a private key; the caller wipes it. */
  static byte[] encode(SoftwareKey key) {
    byte[] seed = key.seed();
    try {
      return new PrivateKeyInfo(key.algorithm().identifier(), secret(key.verifyingKey(), seed))
          .getEncoded("DER");
    } catch (IOException e) {
      throw new AssertionError("encoding to memory", e);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  private static ASN1Encodable secret(VerifyingKey key, byte[] seed) {
    return switch (key.algorithm()) {
      case ED25519 -> new DEROctetString(seed);
      case ML_DSA_44, ML_DSA_65 -> new DERTaggedObject(false, SEED_TAG, new DEROctetString(seed));
      case P_256 ->
          new ECPrivateKey(
              Byte.SIZE * seed.length,
              new BigInteger(1, seed),
              new DERBitString(key.raw().toArray()),
              null);
    };
  }

  /**
   * Reads the DER of a private key.
   *
   * @throws IOException if it is none, or not in its one encoding
   */
  static SoftwareKey parse(byte[] der) throws IOException {
    byte[] again = new byte[0];
    try {
      var info = PrivateKeyInfo.getInstance(der);
      Algorithm algorithm = algorithm(info);
      var key = new SoftwareKey(algorithm, seed(algorithm, info.parsePrivateKey()));
      again = encode(key);
      if (!MessageDigest.isEqual(again, der)) {
        throw new IOException(
            "has a key of %s that is not in its one encoding".formatted(algorithm.label()));
      }
      return key;
    } catch (RuntimeException _) { // malformed DER; what Bouncy Castle says might quote the secret
      throw new IOException("has a block that is not a private key in PKCS#8");
    } finally {
      Arrays.fill(again, (byte) 0);
    }
  }

  private static Algorithm algorithm(PrivateKeyInfo info) throws IOException {
    for (Algorithm algorithm : Algorithm.values()) {
      if (algorithm.identifier().equals(info.getPrivateKeyAlgorithm())) {
        return algorithm;
      }
    }
    throw new IOException(
        "has a key of another algorithm than Ed25519, ML-DSA-44, ML-DSA-65 and P-256");
  }

  private static byte[] seed(Algorithm algorithm, ASN1Encodable secret) {
    return switch (algorithm) {
      case ED25519 -> ASN1OctetString.getInstance(secret).getOctets();
      case ML_DSA_44, ML_DSA_65 ->
          ASN1OctetString.getInstance(ASN1TaggedObject.getInstance(secret), false).getOctets();
      case P_256 ->
          BigIntegers.asUnsignedByteArray(
              Algorithm.SEED_BYTES, ECPrivateKey.getInstance(secret).getKey());
    };
  }
}
