package io.commonweight.registry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** The one source of time. */
final class Time {
  private Time() {}

  /** A clock of whole microseconds, as many as PostgreSQL keeps. */
  @Produces
  @ApplicationScoped
  static Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
  }
}
