package io.commonweight.federation.service;

import io.commonweight.federation.service.follow.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the log is followed. An aggregator that has stopped signing because the log was
 * forked stays down until a person has looked.
 */
@Readiness
@ApplicationScoped
class FollowCheck implements HealthCheck {
  private final Aggregator aggregator;

  FollowCheck(Aggregator aggregator) {
    this.aggregator = aggregator;
  }

  @Override
  public HealthCheckResponse call() {
    Progress now = aggregator.progress();
    return HealthCheckResponse.named("log followed")
        .status(now.isFollowing())
        .withData("halted", now.isHalted())
        .withData("problem", now.problem().orElse(""))
        .withData("entries", now.logSize())
        .build();
  }
}
