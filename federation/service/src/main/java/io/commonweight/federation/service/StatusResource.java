package io.commonweight.federation.service;

import io.commonweight.federation.service.follow.Progress;
import io.commonweight.sdk.Sha256;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Tells people and the demo where the aggregator stands. */
@Path("/status")
public final class StatusResource {
  private final Aggregator aggregator;

  StatusResource(Aggregator aggregator) {
    this.aggregator = aggregator;
  }

  /**
   * Where the aggregator stands.
   *
   * @param organization whose aggregator it is
   * @param phase what the federation waits for
   * @param round the newest round, 0 before the first
   * @param logSize how many entries were verified
   * @param waiting what the aggregator does, or waits for
   * @param lastAggregate the output digest it stated last in this process, or empty
   * @param problem why it cannot go on now, or empty
   */
  public record Status(
      String organization,
      String phase,
      int round,
      long logSize,
      String waiting,
      String lastAggregate,
      String problem) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Status status() {
    Progress now = aggregator.progress();
    return new Status(
        aggregator.organization(),
        now.phase(),
        now.round(),
        now.logSize(),
        now.waiting(),
        now.lastAggregate().map(Sha256::hex).orElse(""),
        now.problem().orElse(""));
  }
}
