package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A bundle that is accepted is written back byte for byte; all else is refused. */
class EntryBundleFuzzTest {
  @FuzzTest
  void bundlesComeBack(byte[] data) {
    try {
      assertThat(EntryBundle.encode(EntryBundle.decode(data))).isEqualTo(data);
    } catch (ProofException e) {
      assertThat(e.step()).isNotEmpty();
    }
  }
}
