package io.commonweight.sdk.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.json.JsonException;

/** A statement that is accepted is written back byte for byte; all else is refused. */
class StatementFuzzTest {
  @FuzzTest
  void statementsComeBack(byte[] payload) {
    try {
      assertThat(Statement.parse(payload).encode()).isEqualTo(payload);
    } catch (JsonException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
