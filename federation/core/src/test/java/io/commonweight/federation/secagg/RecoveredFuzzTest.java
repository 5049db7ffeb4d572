package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.federation.secagg.SecAggException.Reason;

/** Any bytes are refused as malformed, or are written back byte for byte. */
class RecoveredFuzzTest {

  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] bytes) {
    try {
      assertThat(Recovered.parse(bytes).encode()).isEqualTo(bytes);
    } catch (SecAggException e) {
      assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
    }
  }
}
