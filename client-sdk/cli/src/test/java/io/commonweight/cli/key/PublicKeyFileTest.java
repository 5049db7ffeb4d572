package io.commonweight.cli.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublicKeyFileTest {
  private static final HybridKey KEY = HybridKey.ofSeed(new byte[32]);
  private static final PublicKeyFile FILE =
      new PublicKeyFile(List.of(KEY.ed25519().verifyingKey(), KEY.mlDsa65().verifyingKey()));

  @Test
  void aFileIsReadAsItWasWritten() {
    assertThat(PublicKeyFile.parse(bytes(FILE.encode())).hybrid()).isEqualTo(KEY.verifyingKey());
  }

  @Test
  void theFirstBlockIsWhatOpensslWritesForEd25519() {
    assertThat(FILE.encode())
        .startsWith("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA")
        .endsWith("\n-----END PUBLIC KEY-----\n");
    assertThat(FILE.encode().lines()).allMatch(line -> line.length() <= 64);
  }

  @ParameterizedTest
  @MethodSource("spoilt")
  void everyOtherSpellingIsRefused(UnaryOperator<String> change) {
    byte[] spoilt = bytes(change.apply(FILE.encode()));

    assertThatThrownBy(() -> PublicKeyFile.parse(spoilt))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<UnaryOperator<String>> spoilt() {
    return Stream.of(
        _ -> "",
        text -> "comment\n" + text,
        text -> text + "\n",
        text -> text.replace("PUBLIC", "PRIVATE"),
        text -> text.replaceFirst("MCow", "MCox"),
        text -> text.replace("\n", "\r\n"),
        text -> text + text,
        text -> text + " ".repeat(8192));
  }

  @Test
  void aKeyOfOneAlgorithmIsNoHybridKey() {
    var oms = new PublicKeyFile(List.of(SigningKey.ofSeed(Algorithm.P_256, seed()).verifyingKey()));

    assertThatThrownBy(oms::hybrid).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] seed() {
    byte[] seed = new byte[32];
    seed[31] = 1;
    return seed;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
