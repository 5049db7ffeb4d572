package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A note that is accepted is written back byte for byte; all else is refused. */
class SignedNoteFuzzTest {
  @FuzzTest
  void notesComeBack(byte[] data) {
    try {
      assertThat(SignedNote.parse(data).bytes()).isEqualTo(data);
    } catch (ProofException e) {
      assertThat(e.step()).isNotEmpty();
    }
  }
}
