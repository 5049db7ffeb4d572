package io.commonweight.sdk.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Bytes;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerifyingKeyTest {

  /** RFC 8410 §4, RFC 9881 §4 and RFC 5480 §2: what stands before the raw key. */
  @ParameterizedTest
  @CsvSource({
    "ED25519,   302a300506032b6570032100",
    "ML_DSA_44, 30820532300b06096086480165030403110382052100",
    "ML_DSA_65, 308207b2300b0609608648016503040312038207a100",
    "P_256,     3059301306072a8648ce3d020106082a8648ce3d030107034200"
  })
  void publicKeySurvivesItsSpki(Algorithm algorithm, String prefix) {
    VerifyingKey key = key(algorithm);

    assertThat(VerifyingKey.ofSpki(key.spki())).isEqualTo(key);
    assertThat(HexFormat.of().formatHex(key.spki()))
        .isEqualTo(prefix + HexFormat.of().formatHex(key.raw().toArray()));
  }

  @ParameterizedTest
  @EnumSource
  void spkiWithAnotherByteBeforeTheKeyIsRefused(Algorithm algorithm) {
    byte[] spki = key(algorithm).spki();
    for (int i = 0; i < spki.length - algorithm.publicKeyBytes(); i++) {
      byte[] other = spki.clone();
      other[i] ^= 1;
      assertRefused(other);
    }
    assertRefused(Arrays.copyOf(spki, spki.length + 1));
    assertRefused(Arrays.copyOf(spki, spki.length - 1));
  }

  @Test
  void compressedPointIsRefused() {
    byte[] point = key(Algorithm.P_256).raw().toArray();
    byte[] compressed = Arrays.copyOf(point, 33);
    compressed[0] = (byte) (2 + (point[64] & 1));

    assertThatThrownBy(() -> new VerifyingKey(Algorithm.P_256, Bytes.of(compressed)))
        .hasMessage("a public key of P-256 has 65 bytes, this one 33");
    point[0] = (byte) (6 + (point[64] & 1)); // the hybrid form of SEC 1 §2.3.4
    assertThatThrownBy(() -> new VerifyingKey(Algorithm.P_256, Bytes.of(point)))
        .hasMessage("not an uncompressed point of P-256");
  }

  @Test
  void pointsOffTheCurveAreRefused() {
    byte[] p256 = key(Algorithm.P_256).raw().toArray();
    p256[64] ^= 1;
    byte[] ed25519 = new byte[32];
    ed25519[0] = 2;

    assertThatThrownBy(() -> new VerifyingKey(Algorithm.P_256, Bytes.of(p256)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new VerifyingKey(Algorithm.ED25519, Bytes.of(ed25519)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(byte[] spki) {
    assertThatThrownBy(() -> VerifyingKey.ofSpki(spki))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not the canonical DER of a public key");
  }

  private static VerifyingKey key(Algorithm algorithm) {
    byte[] seed = new byte[32];
    seed[31] = 9;
    return SigningKey.ofSeed(algorithm, seed).verifyingKey();
  }
}
