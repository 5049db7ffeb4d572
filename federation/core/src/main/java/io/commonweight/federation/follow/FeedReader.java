package io.commonweight.federation.follow;

import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;
import java.time.Duration;

/**
 * Asks a registry for what comes after a verified log: first the rest of that log, then the log
 * that the federation went on in.
 *
 * @param registry whom to ask; it is not trusted
 * @param federation the federation's name
 */
public record FeedReader(RegistryClient registry, String federation) {

  /**
   * The next entries, for {@link VerifiedLog#extend}. Nothing of them is verified yet.
   *
   * @param log what is known
   * @param wait how long to wait for the first entry
   * @throws IOException if the registry cannot be reached now
   */
  public Feed after(VerifiedLog log, Duration wait) throws IOException {
    Feed rest = registry.entries(federation, log.epoch(), log.size(), wait);
    return rest.entries().isEmpty() && rest.newestEpoch() > log.epoch()
        ? registry.entries(federation, log.epoch() + 1, 0, Duration.ZERO)
        : rest;
  }
}
