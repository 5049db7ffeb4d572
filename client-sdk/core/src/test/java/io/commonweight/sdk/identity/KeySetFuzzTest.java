package io.commonweight.sdk.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.json.JsonException;

/** A key set that is accepted has one encoding; all else is refused. */
class KeySetFuzzTest {
  @FuzzTest
  void keySetsComeBack(byte[] json) {
    try {
      assertThat(KeySet.parse(json).encode()).isEqualTo(json);
    } catch (JsonException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
