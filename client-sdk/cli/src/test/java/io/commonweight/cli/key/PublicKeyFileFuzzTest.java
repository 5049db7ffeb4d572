package io.commonweight.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class PublicKeyFileFuzzTest {
  @FuzzTest
  void whatIsReadHasOneSpelling(byte[] pem) {
    PublicKeyFile file;
    try {
      file = PublicKeyFile.parse(pem);
    } catch (IllegalArgumentException expected) {
      return;
    }

    assertThat(file.encode()).isEqualTo(new String(pem, StandardCharsets.US_ASCII));
  }
}
