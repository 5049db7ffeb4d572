package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A path that is accepted has one spelling; all else is refused. */
class TilePathFuzzTest {
  @FuzzTest
  void tilePathsComeBack(byte[] data) {
    String text = new String(data, UTF_8);
    try {
      assertThat(TilePath.parse(text).path()).isEqualTo(text);
    } catch (ProofException e) {
      assertThat(e.step()).isNotEmpty();
    }
  }
}
