package io.commonweight.registry.audit;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;

/** Closes each hour a little after its end, so that no record comes late. */
@ApplicationScoped
class AuditRoots {
  /** Storing a record, and the clocks of the registries on one database, differ by less. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final AuditLog log;
  private final Clock clock;

  AuditRoots(AuditLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  @Scheduled(every = "PT1M", concurrentExecution = ConcurrentExecution.SKIP)
  void closeHours() {
    log.close(clock.instant().minus(GRACE));
  }
}
