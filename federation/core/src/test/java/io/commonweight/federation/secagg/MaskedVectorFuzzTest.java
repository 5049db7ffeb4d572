package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.federation.secagg.SecAggException.Reason;

/** Any bytes are refused as malformed, or are written back byte for byte, in every modulus. */
class MaskedVectorFuzzTest {

  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] bytes) {
    for (int bits = Modulus.MIN_BITS; bits <= Modulus.MAX_BITS; bits++) {
      var modulus = new Modulus(bits);
      try {
        assertThat(MaskedVector.encode(MaskedVector.decode(bytes, modulus), modulus))
            .isEqualTo(bytes);
      } catch (SecAggException e) {
        assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
      }
    }
  }
}
