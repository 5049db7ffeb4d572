package io.commonweight.cli.pull;

import io.commonweight.sdk.verify.Demands;
import io.commonweight.sdk.verify.Demands.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How old the evidence of a release may be. */
final class FreshnessOptions {
  @Option(
      names = "--max-age",
      paramLabel = "DURATION",
      defaultValue = "P30D",
      description = "How long ago witnesses may have signed the log (default: ${DEFAULT-VALUE}).")
  private Duration maxAge = Demands.MAX_AGE;

  @Option(
      names = "--disconnected-until",
      paramLabel = "TIME",
      description = "Take older evidence until this time, such as 2031-01-31T00:00:00Z.")
  private Optional<Instant> disconnectedUntil = Optional.empty();

  /** What is asked for. */
  Demands demands(Wanted wanted) {
    return new Demands(wanted, maxAge, disconnectedUntil);
  }
}
