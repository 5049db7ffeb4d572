package io.commonweight.federation.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The aggregator's clock. */
final class Time {
  private Time() {}

  @Produces
  @ApplicationScoped
  static Clock clock() {
    return Clock.systemUTC();
  }
}
