package io.commonweight.trainer.site;

import io.commonweight.federation.follow.FeedReader;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.LogMovedException;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Follows a federation's log at a registry that is not trusted, also into the log that the
 * federation goes on in when it has lost one. Not thread-safe.
 */
final class LogFollower {
  private static final Logger LOG = System.getLogger(LogFollower.class.getName());

  private final RegistryClient registry;
  private final Founding founding;
  private final FeedReader reader;
  private VerifiedLog log;

  LogFollower(RegistryClient registry, Founding founding) {
    this.registry = registry;
    this.founding = founding;
    this.reader = new FeedReader(registry, founding.charter().federation());
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
    boolean isBehind = extend(wait);
    while (isBehind) {
      isBehind = extend(Duration.ZERO);
    }
  }

  /**
   * Whether witnesses vouch for what was read here, beyond a place, as the charter in force demands
   * it.
   *
   * @throws IOException if the registry cannot be reached now
   * @throws SiteException if they vouch for something else, or too few do
   */
  boolean isWitnessedBeyond(long place) throws IOException, SiteException {
    try {
      return new WitnessedLog(registry, reader.federation()).covers(log, place);
    } catch (ProofException e) {
      throw new SiteException(
          "%s shows a witnessed checkpoint that does not fit the log: %s; use another registry and tell the others"
              .formatted(registry.registry(), e.getMessage()),
          e);
    }
  }

  /** Takes the next entries and says whether there are more. */
  private boolean extend(Duration wait) throws IOException, SiteException {
    Feed feed = reader.after(log, wait);
    try {
      log = log.extend(feed, registry.keySets(reader.federation()));
      return !log.isConfirmed() || feed.newestEpoch() > log.epoch();
    } catch (LogMovedException e) {
      LOG.log(Level.WARNING, "reading the log from its beginning: {0}", e.getMessage());
      log = VerifiedLog.founding(founding);
      return true;
    } catch (ProofException | RefusedException e) {
      throw new SiteException(
          "%s shows a log that is not the federation's: %s; use another registry and tell the others"
              .formatted(registry.registry(), e.getMessage()),
          e);
    }
  }
}
