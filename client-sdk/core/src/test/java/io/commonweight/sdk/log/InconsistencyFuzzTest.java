package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Evidence that is accepted is written back byte for byte; all else is refused. */
class InconsistencyFuzzTest {
  @FuzzTest
  void inconsistenciesComeBack(byte[] data) {
    try {
      assertThat(Inconsistency.parse(data).bytes()).isEqualTo(data);
    } catch (ProofException e) {
      assertThat(e.step()).isNotEmpty();
    }
  }
}
