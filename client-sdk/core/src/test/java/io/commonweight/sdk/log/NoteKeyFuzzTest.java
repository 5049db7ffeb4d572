package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A verifier key that is accepted has one spelling; all else is refused. */
class NoteKeyFuzzTest {
  @FuzzTest
  void verifierKeysComeBack(byte[] data) {
    String text = new String(data, UTF_8);
    try {
      assertThat(NoteKey.parse(text).vkey()).isEqualTo(text);
    } catch (ProofException e) {
      assertThat(e.step()).isNotEmpty();
    }
  }
}
