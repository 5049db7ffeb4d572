package io.commonweight.sdk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A key that is accepted has one encoding; all else is refused. */
class VerifyingKeyFuzzTest {
  @FuzzTest
  void keysComeBack(byte[] der) {
    try {
      assertThat(VerifyingKey.ofSpki(der).spki()).isEqualTo(der);
    } catch (IllegalArgumentException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
