package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A policy that is accepted can be written and read again; all else is refused. */
class TlogPolicyFuzzTest {
  /** A policy has comments and loose spaces: it comes back once it is in its one form. */
  @FuzzTest
  void policiesComeBack(byte[] data) {
    try {
      TlogPolicy policy = TlogPolicy.parse(data);
      assertThat(TlogPolicy.parse(policy.bytes())).isEqualTo(policy);
    } catch (ProofException e) {
      assertThat(e.step()).isNotEmpty();
    }
  }
}
