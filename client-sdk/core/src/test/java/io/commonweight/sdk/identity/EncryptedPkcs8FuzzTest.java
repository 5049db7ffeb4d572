package io.commonweight.sdk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** An encrypted key that is accepted has one encoding; all else is refused, and cheaply. */
class EncryptedPkcs8FuzzTest {
  @FuzzTest
  void encryptedKeysComeBack(byte[] der) {
    try {
      assertThat(EncryptedPkcs8.parse(der).encode()).isEqualTo(der);
    } catch (IOException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
