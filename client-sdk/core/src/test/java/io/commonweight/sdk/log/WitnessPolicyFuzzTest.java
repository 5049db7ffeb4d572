package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** No bytes pass for signatures that nobody has made. */
class WitnessPolicyFuzzTest {
  private static final WitnessPolicy POLICY =
      new WitnessPolicy(
          Cosigners.key("log.example").verifyingKey(),
          "acme",
          List.of(Cosigners.witness("beta")),
          1);

  /** Whatever lines stand under a checkpoint, none of them is a known key's. */
  @FuzzTest
  void nobodyIsCountedWhoHasNotSigned(byte[] data) {
    try {
      POLICY.open(SignedNote.parse(data));
      fail("a policy is met");
    } catch (ProofException e) {
      assertThat(e.step()).isNotEmpty();
    }
  }
}
