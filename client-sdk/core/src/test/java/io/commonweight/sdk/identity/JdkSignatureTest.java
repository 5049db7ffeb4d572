package io.commonweight.sdk.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The JDK's own implementations accept our signatures and keys, and we accept theirs. */
class JdkSignatureTest {

  private static final byte[] MESSAGE = "message".getBytes(UTF_8);

  @ParameterizedTest
  @EnumSource
  void theJdkVerifiesOurSignatures(Algorithm algorithm) throws GeneralSecurityException {
    SigningKey key =
        SigningKey.ofSeed(algorithm, "0123456789abcdef0123456789abcdef".getBytes(UTF_8));
    byte[] signature = key.sign(MESSAGE);
    PublicKey theirs =
        KeyFactory.getInstance(keyName(algorithm))
            .generatePublic(new X509EncodedKeySpec(key.verifyingKey().spki()));

    assertThat(theirs.getEncoded()).isEqualTo(key.verifyingKey().spki());
    assertThat(verifies(algorithm, theirs, MESSAGE, signature)).isTrue();
    assertThat(verifies(algorithm, theirs, "massage".getBytes(UTF_8), signature)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void weVerifyTheJdksSignatures(Algorithm algorithm) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(keyName(algorithm));
    if (algorithm == Algorithm.P_256) {
      generator.initialize(256);
    }
    KeyPair theirs = generator.generateKeyPair();
    var signer = Signature.getInstance(signatureName(algorithm));
    signer.initSign(theirs.getPrivate());
    signer.update(MESSAGE);

    VerifyingKey key = VerifyingKey.ofSpki(theirs.getPublic().getEncoded());
    assertThat(key.algorithm()).isEqualTo(algorithm);
    assertThat(key.verify(MESSAGE, signer.sign())).isTrue();
  }

  private static boolean verifies(
      Algorithm algorithm, PublicKey key, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    var verifier = Signature.getInstance(signatureName(algorithm));
    verifier.initVerify(key);
    verifier.update(message);
    return verifier.verify(signature);
  }

  private static String keyName(Algorithm algorithm) {
    return algorithm == Algorithm.P_256 ? "EC" : algorithm.label();
  }

  private static String signatureName(Algorithm algorithm) {
    return algorithm == Algorithm.P_256 ? "SHA256withECDSA" : algorithm.label();
  }
}
