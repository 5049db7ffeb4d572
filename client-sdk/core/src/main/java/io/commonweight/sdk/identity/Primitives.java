package io.commonweight.sdk.identity;

import java.math.BigInteger;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.util.BigIntegers;

/** The keys and signatures of each algorithm, as Bouncy Castle computes them. */
final class Primitives {
  private static final byte UNCOMPRESSED = 0x04;

  private static final ECDomainParameters P256 =
      new ECDomainParameters(CustomNamedCurves.getByName("P-256"));

  private Primitives() {}

  /** Signs without randomness, so that one key gives one message one signature. */
  static Signer signer(Algorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> new Ed25519Signer();
      case ML_DSA_44, ML_DSA_65 -> new MLDSASigner();
      case P_256 ->
          new DSADigestSigner(
              new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest())), // RFC 6979
              new SHA256Digest(),
              StandardDSAEncoding.INSTANCE);
    };
  }

  /**
   * The public key of raw bytes of the right length.
   *
   * @throws IllegalArgumentException if they are no point of the curve
   */
  static AsymmetricKeyParameter publicKey(Algorithm algorithm, byte[] raw) {
    return switch (algorithm) {
      case ED25519 -> new Ed25519PublicKeyParameters(raw);
      case ML_DSA_44 -> new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, raw);
      case ML_DSA_65 -> new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, raw);
      case P_256 -> point(raw);
    };
  }

  private static ECPublicKeyParameters point(byte[] raw) {
    if (raw[0] != UNCOMPRESSED) {
      throw new IllegalArgumentException("not an uncompressed point of P-256");
    }
    return new ECPublicKeyParameters(P256.getCurve().decodePoint(raw), P256);
  }

  /**
   * The private key of a seed of 32 bytes.
   *
   * @throws IllegalArgumentException if it is no scalar of P-256
   */
  static AsymmetricKeyParameter privateKey(Algorithm algorithm, byte[] seed) {
    return switch (algorithm) {
      case ED25519 -> new Ed25519PrivateKeyParameters(seed);
      case ML_DSA_44 -> new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed);
      case ML_DSA_65 -> new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, seed);
      case P_256 -> new ECPrivateKeyParameters(scalar(seed), P256);
    };
  }

  /** Whether a key follows from these 32 bytes: not every number is a scalar of P-256. */
  static boolean isSeed(Algorithm algorithm, byte[] seed) {
    BigInteger number = BigIntegers.fromUnsignedByteArray(seed);
    return algorithm != Algorithm.P_256
        || (number.signum() > 0 && number.compareTo(P256.getN()) < 0);
  }

  private static BigInteger scalar(byte[] seed) {
    if (!isSeed(Algorithm.P_256, seed)) {
      throw new IllegalArgumentException("not a scalar of P-256");
    }
    return BigIntegers.fromUnsignedByteArray(seed);
  }

  /** The raw public half of a private key. */
  static byte[] publicHalf(AsymmetricKeyParameter key) {
    return switch (key) {
      case Ed25519PrivateKeyParameters ed25519 -> ed25519.generatePublicKey().getEncoded();
      case MLDSAPrivateKeyParameters mlDsa -> mlDsa.getPublicKey();
      case ECPrivateKeyParameters ec ->
          P256.getG().multiply(ec.getD()).normalize().getEncoded(false);
      default -> throw new AssertionError("not one of privateKey's: " + key.getClass());
    };
  }
}
