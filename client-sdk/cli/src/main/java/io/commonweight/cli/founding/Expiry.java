package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;

/** When a charter ends, as people say it. */
final class Expiry {
  /** A year. */
  static final String DEFAULT = "P1Y";

  private Expiry() {}

  /**
   * Reads a period such as {@code P1Y}, a date, or a time such as {@code 2027-01-01T12:00:00Z}.
   *
   * @return Unix seconds; of a date its beginning in UTC
   * @throws CommandException if it is none of these, or over already
   */
  static long parse(String expires, Instant now) throws CommandException {
    Instant end;
    try {
      end = end(expires, now);
    } catch (DateTimeException e) {
      throw new CommandException(
          "--expires %s is no period such as P1Y, no date and no time in UTC".formatted(expires));
    }
    if (!end.isAfter(now)) {
      throw new CommandException("--expires %s is over already".formatted(expires));
    }
    return end.getEpochSecond();
  }

  private static Instant end(String expires, Instant now) {
    if (expires.startsWith("P")) {
      return now.atOffset(ZoneOffset.UTC).plus(Period.parse(expires)).toInstant();
    }
    return expires.contains("T")
        ? Instant.parse(expires)
        : LocalDate.parse(expires).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
