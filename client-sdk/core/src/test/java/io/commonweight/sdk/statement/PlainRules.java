package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import java.util.List;

/** The plainest arithmetic and rounds, for charters of tests that are about something else. */
public final class PlainRules {
  private PlainRules() {}

  /** The mean of 32-bit updates in quanta of 2^−20, of nodes that weigh at most 10,000. */
  public static Charter.Aggregation mean(Sha256 specId) {
    return new Charter.Aggregation(
        specId,
        Encoding.I32,
        20,
        List.of(),
        "1000000000000000",
        10_000,
        10_000,
        1 << 20,
        Rule.mean(),
        Optimizer.none());
  }

  /** Rounds for which everybody is waited a minute, and in which only their own updates count. */
  public static Charter.Rounds rounds(int minUpdates) {
    return new Charter.Rounds(minUpdates, 0, 0, 60, 4);
  }
}
