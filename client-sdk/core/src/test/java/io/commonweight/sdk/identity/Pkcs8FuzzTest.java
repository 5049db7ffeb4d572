package io.commonweight.sdk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** A private key that is accepted has one encoding; all else is refused. */
class Pkcs8FuzzTest {
  @FuzzTest
  void privateKeysComeBack(byte[] der) {
    try {
      assertThat(Pkcs8.encode(Pkcs8.parse(der))).isEqualTo(der);
    } catch (IOException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
