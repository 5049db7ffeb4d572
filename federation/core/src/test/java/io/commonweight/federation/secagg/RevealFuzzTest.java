package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.federation.secagg.SecAggException.Reason;

/** Any payload is refused as malformed, or is written back byte for byte. */
class RevealFuzzTest {

  @FuzzTest
  void anyPayloadIsReadOrRefused(byte[] payload) {
    try {
      assertThat(Signed.parse(payload, Reveal.class).encode()).isEqualTo(payload);
    } catch (SecAggException e) {
      assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
    }
  }
}
