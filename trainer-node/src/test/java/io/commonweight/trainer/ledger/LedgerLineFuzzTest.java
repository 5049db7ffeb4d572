package io.commonweight.trainer.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.json.JsonException;

class LedgerLineFuzzTest {

  @FuzzTest
  void linesParseOrAreRefused(byte[] line) {
    Expense expense;
    try {
      expense = LedgerLine.read(line);
    } catch (JsonException e) {
      return;
    }
    assertThat(expense.mechanism().divergence(2)).isGreaterThan(0);
  }
}
