package io.commonweight.cli.bench;

import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.util.Locale;
import java.util.Optional;

/** The rules that can be measured beside a baseline. */
enum BenchRule {
  MEAN,
  MEDIAN,
  TRIMMED,
  KRUM;

  /** The rule that survives a quarter of so many clients, if it can. */
  Rule of(int clients) {
    int quarter = clients / 4;
    return switch (this) {
      case MEAN -> Rule.mean();
      case MEDIAN -> rule(Kind.MEDIAN, 0);
      case TRIMMED -> rule(Kind.TRIMMED_MEAN, Math.min(quarter, (clients - 1) / 2));
      case KRUM -> rule(Kind.KRUM, Math.min(quarter, (clients - 3) / 2));
    };
  }

  private static Rule rule(Kind kind, int faults) {
    return new Rule(
        kind, Voters.NODE, faults, Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
