package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A receipt that is accepted is written back byte for byte; all else is refused. */
class LogProofFuzzTest {
  @FuzzTest
  void receiptsComeBack(byte[] data) {
    try {
      assertThat(LogProof.parse(data).bytes()).isEqualTo(data);
    } catch (ProofException e) {
      assertThat(e.step()).isNotEmpty();
    }
  }
}
