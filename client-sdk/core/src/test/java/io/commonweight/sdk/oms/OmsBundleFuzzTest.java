package io.commonweight.sdk.oms;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever is accepted can be written and read again; all else is refused in one way. */
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

  @FuzzTest
  void statementsAreReadOrRefused(byte[] payload) {
    try {
      OmsStatement statement = OmsStatement.parse(payload);
      assertThat(OmsStatement.parse(statement.encode())).isEqualTo(statement);
    } catch (OmsException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
