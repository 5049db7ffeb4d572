package io.commonweight.trainer.site;

import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * What the work of a round needs of its site.
 *
 * @param settings what the owner said
 * @param identity the node's key and its federation
 * @param registry the registry it talks to
 * @param log the federation's log
 * @param permit what it may do
 * @param submission the way out
 * @param journal the site's memory
 * @param privacy what stands before the way out, if anything does
 * @param listener who hears of progress
 */
record SiteParts(
    SiteSettings settings,
    NodeIdentity identity,
    RegistryClient registry,
    LogFollower log,
    Permit permit,
    Submission submission,
    Journal journal,
    Optional<PrivacyGuard> privacy,
    SiteListener listener) {

  /**
   * The parts of a site.
   *
   * @param clock by which keys and tokens are judged
   * @param journalClock what the journal and the ledger date their lines with
   */
  static SiteParts of(
      SiteSettings settings,
      NodeIdentity identity,
      Clock clock,
      Clock journalClock,
      SiteListener listener)
      throws IOException {
    var registry = new RegistryClient(settings.registry());
    var log = new LogFollower(registry, identity.founding());
    return new SiteParts(
        settings,
        identity,
        registry,
        log,
        new Permit(identity, log, clock),
        new Submission(registry, identity, log, clock),
        Journal.open(settings.state(), journalClock),
        settings
            .privacy()
            .map(p -> new PrivacyGuard(p, identity.federation(), settings.data(), journalClock)),
        listener);
  }
}
