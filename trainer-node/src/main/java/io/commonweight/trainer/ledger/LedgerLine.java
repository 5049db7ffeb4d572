package io.commonweight.trainer.ledger;

import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import java.time.Instant;

/**
 * An expense as one line of canonical JSON with the time it was written.
 *
 * @param at seconds since 1970
 */
record LedgerLine(long at, Expense expense) {
  static final int MAX_BYTES = 1 << 15;

  static byte[] write(Expense expense, Instant at) {
    return CanonicalJson.write(new LedgerLine(at.getEpochSecond(), expense));
  }

  /**
   * Reads a line.
   *
   * @throws JsonException if it is none of ours
   */
  static Expense read(byte[] line) throws JsonException {
    return CanonicalJson.read(line, MAX_BYTES, LedgerLine.class).expense();
  }
}
