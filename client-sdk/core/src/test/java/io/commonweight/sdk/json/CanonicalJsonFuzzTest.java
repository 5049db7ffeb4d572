package io.commonweight.sdk.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** JSON that is accepted is written back byte for byte; all else is refused. */
class CanonicalJsonFuzzTest {
  @FuzzTest
  void canonicalJsonComesBack(byte[] json) {
    try {
      assertThat(CanonicalJson.write(CanonicalJson.parse(json, 1 << 20))).isEqualTo(json);
    } catch (JsonException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
