package io.commonweight.federation.secagg;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.statement.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * X-Wing, the hybrid of X25519 and ML-KEM-768 (draft-connolly-cfrg-xwing-kem-10): its secrets hold
 * as long as one of the two does. Encapsulation takes its randomness as an argument, because
 * whoever recovers a dropout's secret has to repeat what the dropout did.
 *
 * <p>An exchange in which the other side's X25519 half is of low order is refused.
 */
final class XWing {
  /** Length of a public key. */
  static final int PUBLIC_KEY_BYTES = 1216;

  /** Length of a ciphertext. */
  static final int CIPHERTEXT_BYTES = 1120;

  /** Length of the randomness of an encapsulation. */
  static final int ENCAPSULATION_SEED_BYTES = 64;

  private static final MLKEMParameters ML_KEM = MLKEMParameters.ml_kem_768;
  private static final int ML_KEM_KEY_BYTES = 1184;
  private static final int ML_KEM_CIPHERTEXT_BYTES = 1088;
  private static final int ML_KEM_SEED_BYTES = 64;
  private static final int X_BYTES = X25519.POINT_SIZE;

  /** {@code \.//^\}, the draft's picture of an X-wing. */
  private static final byte[] LABEL = {0x5c, 0x2e, 0x2f, 0x2f, 0x5e, 0x5c};

  private XWing() {}

  /** A shared secret of 32 bytes, and the ciphertext from which the other side has it too. */
  record Encapsulation(Secret secret, Bytes ciphertext) {}

  /** The two private keys that a seed expands to. */
  private record Expanded(MLKEMPrivateKeyParameters mlKem, Bytes x) {
    static Expanded of(Secret seed) {
      byte[] input = seed.bytes();
      var shake = new SHAKEDigest(256);
      shake.update(input, 0, input.length);
      byte[] both = new byte[ML_KEM_SEED_BYTES + X_BYTES];
      shake.doFinal(both, 0, both.length);
      return new Expanded(
          new MLKEMPrivateKeyParameters(ML_KEM, Arrays.copyOf(both, ML_KEM_SEED_BYTES)),
          Bytes.of(Arrays.copyOfRange(both, ML_KEM_SEED_BYTES, both.length)));
    }

    byte[] xPublic() {
      return xPublicKey(x.toArray());
    }
  }

  /** The public key of a private one, which is any 32 bytes. */
  static byte[] publicKey(Secret privateKey) {
    Expanded key = Expanded.of(privateKey);
    return concat(key.mlKem().getPublicKey(), key.xPublic());
  }

  /**
   * Checks a public key.
   *
   * @throws IllegalArgumentException if it has another length or an unreduced coefficient
   */
  static void requirePublicKey(byte[] publicKey) {
    if (publicKey.length != PUBLIC_KEY_BYTES) {
      throw new IllegalArgumentException(
          "a key of X-Wing has %d bytes, this one %d"
              .formatted(PUBLIC_KEY_BYTES, publicKey.length));
    }
    var _ = mlKemHalf(publicKey);
  }

  /**
   * Encapsulates to a public key.
   *
   * @param seed 64 bytes, never used for anything else
   * @throws IllegalArgumentException if the key is none, or of low order
   */
  static Encapsulation encapsulate(byte[] publicKey, byte[] seed) {
    requirePublicKey(publicKey);
    SecretWithEncapsulation mlKem =
        MLKEMGenerator.internalGenerateEncapsulated(
            mlKemHalf(publicKey), Arrays.copyOf(seed, Secret.BYTES));
    byte[] ephemeral = Arrays.copyOfRange(seed, Secret.BYTES, ENCAPSULATION_SEED_BYTES);
    byte[] theirs = Arrays.copyOfRange(publicKey, ML_KEM_KEY_BYTES, PUBLIC_KEY_BYTES);
    byte[] ours = xPublicKey(ephemeral);
    return new Encapsulation(
        combine(mlKem.getSecret(), agree(ephemeral, theirs), ours, theirs),
        Bytes.of(concat(mlKem.getEncapsulation(), ours)));
  }

  /**
   * Has the shared secret of a ciphertext. One that was made for another key gives another secret,
   * not a failure.
   *
   * @throws IllegalArgumentException if the ciphertext has another length, or is of low order
   */
  static Secret decapsulate(Secret privateKey, byte[] ciphertext) {
    if (ciphertext.length != CIPHERTEXT_BYTES) {
      throw new IllegalArgumentException("a ciphertext of " + ciphertext.length + " bytes");
    }
    Expanded key = Expanded.of(privateKey);
    byte[] mlKem =
        new MLKEMExtractor(key.mlKem())
            .extractSecret(Arrays.copyOf(ciphertext, ML_KEM_CIPHERTEXT_BYTES));
    byte[] theirs = Arrays.copyOfRange(ciphertext, ML_KEM_CIPHERTEXT_BYTES, CIPHERTEXT_BYTES);
    return combine(mlKem, agree(key.x().toArray(), theirs), theirs, key.xPublic());
  }

  private static MLKEMPublicKeyParameters mlKemHalf(byte[] publicKey) {
    return new MLKEMPublicKeyParameters(ML_KEM, Arrays.copyOf(publicKey, ML_KEM_KEY_BYTES));
  }

  /** The public point of a scalar (RFC 7748 §5, §6.1). */
  static byte[] xPublicKey(byte[] scalar) {
    byte[] point = new byte[X_BYTES];
    X25519.generatePublicKey(scalar, 0, point, 0);
    return point;
  }

  /** X25519 (RFC 7748 §5), without the all-zero result (§6.1). */
  static byte[] agree(byte[] scalar, byte[] point) {
    byte[] shared = new byte[X_BYTES];
    if (!X25519.calculateAgreement(scalar, 0, point, 0, shared, 0)) {
      throw new IllegalArgumentException("an X25519 point of low order");
    }
    return shared;
  }

  private static Secret combine(byte[] mlKem, byte[] x, byte[] xCiphertext, byte[] xPublicKey) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA3-256");
      digest.update(mlKem);
      digest.update(x);
      digest.update(xCiphertext);
      digest.update(xPublicKey);
      return Secret.of(digest.digest(LABEL));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA3-256", e);
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
