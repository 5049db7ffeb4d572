package io.commonweight.registry.hub;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The one form of time that all clients read: milliseconds, and a {@code Z}. */
final class HubTime {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private HubTime() {}

  static String format(Instant time) {
    return MILLISECONDS.format(time);
  }
}
