package io.commonweight.sdk.oms;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A bundle that is accepted can be written and read again; all else is refused. */
class OmsBundleFuzzTest {
  @FuzzTest
  void bundlesAreReadOrRefused(byte[] json) {
    try {
      OmsBundle bundle = OmsBundle.parse(json);
      assertThat(OmsBundle.parse(bundle.encode())).isEqualTo(bundle);
    } catch (OmsException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
