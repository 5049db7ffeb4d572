package io.commonweight.federation.service;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The clock of the aggregator under test. */
final class TestTime {
  private TestTime() {}

  @Mock
  @Produces
  @ApplicationScoped
  static Clock clock() {
    return Workplace.clock();
  }
}
