package io.commonweight.cli.log;

import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.follow.FeedReader;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.LogMovedException;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** A federation's log, followed and verified until something has happened in it. */
public final class FollowedLog {
  private static final Duration LONGEST_POLL = Duration.ofSeconds(20);

  private final RegistryClient client;
  private final Founding founding;
  private final FeedReader reader;
  private final KeySets keySets;
  private final Clock clock;
  private VerifiedLog log;
  private boolean isBehind = true;

  /** The log as yet unread. */
  public FollowedLog(RegistryClient client, Founding founding, Clock clock) {
    this.client = client;
    this.founding = founding;
    this.reader = new FeedReader(client, founding.charter().federation());
    this.keySets = client.keySets(founding.charter().federation());
    this.clock = clock;
    this.log = VerifiedLog.founding(founding);
  }

  /**
   * Reads all that the registry shows now.
   *
   * @throws CommandException if the log cannot be believed
   */
  public FederationState current() throws IOException, CommandException {
    do {
      extend(Duration.ZERO);
    } while (isBehind);
    return log.state();
  }

  /**
   * Follows until the verified state is as wanted.
   *
   * @param wanted what is waited for
   * @param patience how long
   * @param description what is waited for, in words
   * @throws CommandException if it takes longer, or the log cannot be believed
   */
  public FederationState await(
      Predicate<FederationState> wanted, Duration patience, String description)
      throws IOException, CommandException {
    Instant deadline = clock.instant().plus(patience);
    while (isBehind || !wanted.test(log.state())) {
      Duration left = Duration.between(clock.instant(), deadline);
      if (left.isNegative()) {
        throw new CommandException(
            "waited %s for %s, and it has not come: run the same command again later"
                .formatted(patience, description));
      }
      extend(left.compareTo(LONGEST_POLL) < 0 ? left : LONGEST_POLL);
    }
    return log.state();
  }

  private CommandException unbelievable(Exception e) {
    return new CommandException(
        "%s shows a log that cannot be believed: %s".formatted(client.registry(), e.getMessage()));
  }

  private void extend(Duration wait) throws IOException, CommandException {
    Feed feed = reader.after(log, wait);
    try {
      log = log.extend(feed, keySets);
      isBehind = !log.isConfirmed() || feed.newestEpoch() > log.epoch();
    } catch (LogMovedException _) {
      log = VerifiedLog.founding(founding);
      isBehind = true;
    } catch (ProofException | RefusedException e) {
      throw unbelievable(e);
    }
  }
}
