package io.commonweight.sdk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.json.JsonException;

/** Keys that are accepted have one encoding; all else is refused in one way. */
class KeySetFuzzTest {

  @FuzzTest
  void keySetsComeBack(byte[] json) {
    try {
      assertThat(KeySet.parse(json).encode()).isEqualTo(json);
    } catch (JsonException e) {
      assertThat(e).message().isNotEmpty();
    }
  }

  @FuzzTest
  void keysComeBack(byte[] der) {
    try {
      assertThat(VerifyingKey.ofSpki(der).spki()).isEqualTo(der);
    } catch (IllegalArgumentException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
