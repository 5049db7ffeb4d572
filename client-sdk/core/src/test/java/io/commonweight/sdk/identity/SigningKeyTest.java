package io.commonweight.sdk.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeyTest {
  private static final byte[] MESSAGE = "m".getBytes(UTF_8);

  /** RFC 8032 §7.1, test 1. */
  @Test
  void ed25519SignsAsTheRfcSays() {
    SigningKey key =
        SigningKey.ofSeed(
            Algorithm.ED25519,
            hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    assertThat(key.verifyingKey().raw().toArray())
        .isEqualTo(hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    assertThat(key.sign(new byte[0]))
        .isEqualTo(
            hex(
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
  }

  /** RFC 6979 §A.2.5, SHA-256, "sample". */
  @Test
  void p256SignsAsTheRfcSays() {
    SigningKey key =
        SigningKey.ofSeed(
            Algorithm.P_256,
            hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));

    assertThat(key.verifyingKey().raw().toArray())
        .isEqualTo(
            hex(
                "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                    + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));
    assertThat(key.sign("sample".getBytes(UTF_8)))
        .isEqualTo(
            hex(
                "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                    + "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"));
  }

  @ParameterizedTest
  @EnumSource
  void wrongSignatureIsFalseAndNotAnException(Algorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm, new SecureRandom());
    byte[] signature = key.sign(MESSAGE);
    assertThat(key.verifyingKey().verify(MESSAGE, signature)).isTrue();
    assertThat(key.sign(MESSAGE)).isEqualTo(signature);

    assertThat(key.verifyingKey().verify(new byte[0], signature)).isFalse();
    for (int length : new int[] {0, 3, signature.length - 1, signature.length + 1, 1 << 20}) {
      assertThat(key.verifyingKey().verify(MESSAGE, Arrays.copyOf(signature, length))).isFalse();
    }
    signature[signature.length / 2] ^= 1;
    assertThat(key.verifyingKey().verify(MESSAGE, signature)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void textFormShowsNothingSecret(Algorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm, new SecureRandom());

    assertThat(key.toString())
        .isEqualTo(
            "SigningKey[%s %s]".formatted(algorithm.label(), key.fingerprint().abbreviated()));
  }

  @ParameterizedTest
  @EnumSource
  void seedOfAnotherLengthIsRefused(Algorithm algorithm) {
    assertThatThrownBy(() -> SigningKey.ofSeed(algorithm, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a seed of %s has 32 bytes, not 31".formatted(algorithm.label()));
  }

  @Test
  void numberThatIsNoScalarOfP256IsRefused() {
    byte[] order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    assertThatThrownBy(() -> SigningKey.ofSeed(Algorithm.P_256, new byte[32]))
        .hasMessage("not a scalar of P-256");
    assertThatThrownBy(() -> SigningKey.ofSeed(Algorithm.P_256, order))
        .hasMessage("not a scalar of P-256");
  }

  /** The seed is read and not kept: its owner may wipe it. */
  @ParameterizedTest
  @EnumSource
  void seedMayBeWiped(Algorithm algorithm) {
    byte[] seed = new byte[32];
    seed[3] = 7;
    SigningKey key = SigningKey.ofSeed(algorithm, seed);
    byte[] signature = key.sign(MESSAGE);

    Arrays.fill(seed, (byte) 0);

    assertThat(key.sign(MESSAGE)).isEqualTo(signature);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
