package io.commonweight.trainer.site;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.registry.Feed;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;
import java.time.Duration;

/** Follows a federation's log at a registry that is not trusted. Not thread-safe. */
final class LogFollower {
  private final RegistryClient registry;
  private final String federation;
  private VerifiedLog log;

  LogFollower(RegistryClient registry, Founding founding) {
    this.registry = registry;
    this.federation = founding.charter().federation();
    this.log = VerifiedLog.founding(founding);
  }

  /** What the entries so far mean; not to be acted on before {@link #catchUp}. */
  FederationState state() {
    return log.state();
  }

  /**
   * Waits for new entries and takes all there are.
   *
   * @param wait how long to wait for the first
   * @throws IOException if the registry cannot be reached now
   * @throws SiteException if what it says is not the federation's log
   */
  void catchUp(Duration wait) throws IOException, SiteException {
    extend(wait);
    while (!log.isConfirmed()) {
      extend(Duration.ZERO);
    }
  }

  private void extend(Duration wait) throws IOException, SiteException {
    Feed feed = registry.entries(federation, log.size(), wait);
    try {
      log = log.extend(feed, registry.keySets(federation));
    } catch (ProofException | RefusedException e) {
      throw new SiteException(
          "%s shows a log that is not the federation's: %s; use another registry and tell the others"
              .formatted(registry.registry(), e.getMessage()),
          e);
    }
  }
}
