package io.commonweight.trainer.site;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** The site in {@code /q/health/ready}: down, with the reason, while it cannot work. */
@Readiness
@ApplicationScoped
class SiteHealth implements HealthCheck {
  private final SiteStatus status;

  SiteHealth(SiteStatus status) {
    this.status = status;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> problem = status.problem();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("site")
            .status(problem.isEmpty())
            .withData("round", status.round());
    problem.ifPresent(reason -> answer.withData("reason", reason));
    return answer.build();
  }
}
