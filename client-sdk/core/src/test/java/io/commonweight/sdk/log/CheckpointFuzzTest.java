package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A checkpoint that is accepted has one spelling; all else is refused. */
class CheckpointFuzzTest {
  @FuzzTest
  void checkpointsComeBack(byte[] data) {
    String text = new String(data, UTF_8);
    try {
      assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
    } catch (ProofException e) {
      assertThat(e.step()).isNotEmpty();
    }
  }
}
