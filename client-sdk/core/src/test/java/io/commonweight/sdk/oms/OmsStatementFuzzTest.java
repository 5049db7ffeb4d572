package io.commonweight.sdk.oms;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A statement that is accepted can be written and read again; all else is refused. */
class OmsStatementFuzzTest {
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
