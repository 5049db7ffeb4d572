package io.commonweight.registry.health;

import io.commonweight.registry.federation.Federation.Elsewhere;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogCondition.Halted;
import io.commonweight.registry.log.LogCondition.Serving;
import io.commonweight.registry.log.LogCondition.Waiting;
import io.commonweight.registry.log.Logs;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while every log is continued; a halted or forked one says why. */
@Readiness
@ApplicationScoped
class LogsHealth implements HealthCheck {
  private final Logs logs;

  LogsHealth(Logs logs) {
    this.logs = logs;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("federation logs").up();
    for (FederationLog log : logs.all()) {
      String name = log.federation().name();
      response =
          switch (log.condition()) {
            case Serving _ -> response.withData(name, log.view().size());
            // A mirror still answers readers while its origin is away.
            case Waiting waiting when isReadable(log) -> response.withData(name, waiting.reason());
            case Waiting waiting -> response.down().withData(name, waiting.reason());
            case Halted halted -> response.down().withData(name, "halted: " + halted.reason());
          };
    }
    return response.build();
  }

  private static boolean isReadable(FederationLog log) {
    return log.federation().sequencing() instanceof Elsewhere && log.viewIfAny().isPresent();
  }
}
