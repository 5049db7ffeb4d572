package io.commonweight.cli.pull;

import io.commonweight.sdk.verify.Demands;
import io.commonweight.sdk.verify.Demands.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How old the evidence of a release may be. */
final class FreshnessOptions {
  @Option(
      names = "--max-age",
      paramLabel = "DURATION",
      defaultValue = "P30D",
      converter = ToDuration.class,
      description =
          "How long ago witnesses may have signed the log, such as PT12H (default: ${DEFAULT-VALUE}).")
  private Duration maxAge = Demands.MAX_AGE;

  @Option(
      names = "--disconnected-until",
      paramLabel = "TIME",
      converter = ToTime.class,
      description = "Take older evidence until this time, such as 2031-01-31T00:00:00Z.")
  private Optional<Instant> disconnectedUntil = Optional.empty();

  /** What is asked for. */
  Demands demands(Wanted wanted) {
    return new Demands(wanted, maxAge, disconnectedUntil);
  }

  /** ISO 8601, and what to write instead of what is not. */
  static final class ToDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + text + "' is no duration such as P30D or PT12H");
      }
    }
  }

  /** ISO 8601 in UTC, and what to write instead of what is not. */
  static final class ToTime implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + text + "' is no time in UTC such as 2031-01-31T00:00:00Z");
      }
    }
  }
}
