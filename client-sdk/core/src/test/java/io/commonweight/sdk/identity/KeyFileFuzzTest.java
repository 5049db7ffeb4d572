package io.commonweight.sdk.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;

/** Keys that are accepted have one encoding; all else is refused in one way, and cheaply. */
class KeyFileFuzzTest {
  private static final Path FILE = Path.of("fuzzed.key");

  @FuzzTest
  void keyFilesAreReadOrRefused(byte[] bytes) {
    String text = new String(bytes, US_ASCII);
    if (text.contains(TokenUri.SCHEME)) {
      return; // would load a library of the fuzzer's choice
    }
    try (var reader = new KeyReader(FILE, Passphrase.none())) {
      assertThat(reader.read(text, 2)).hasSizeBetween(1, 2);
    } catch (IOException e) {
      assertThat(e).message().isNotEmpty();
    }
  }

  @FuzzTest
  void tokenReferencesComeBack(byte[] bytes) {
    try {
      TokenUri uri = TokenUri.parse(new String(bytes, UTF_8));
      assertThat(TokenUri.parse(uri.toString())).isEqualTo(uri);
    } catch (IOException e) {
      assertThat(e).message().isNotEmpty();
    }
  }

  @FuzzTest
  void privateKeysComeBack(byte[] der) {
    try {
      assertThat(Pkcs8.encode(Pkcs8.parse(der))).isEqualTo(der);
    } catch (IOException e) {
      assertThat(e).message().isNotEmpty();
    }
  }

  @FuzzTest
  void encryptedKeysComeBack(byte[] der) {
    try {
      assertThat(EncryptedPkcs8.parse(der).encode()).isEqualTo(der);
    } catch (IOException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
