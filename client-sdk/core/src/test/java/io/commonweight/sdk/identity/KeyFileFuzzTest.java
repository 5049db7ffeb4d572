package io.commonweight.sdk.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;

/** A key file is read or refused, and cheaply. */
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
}
