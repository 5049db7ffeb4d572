package io.commonweight.federation.service.follow;

import io.commonweight.federation.follow.FeedReader;
import io.commonweight.federation.round.LogMovedException;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.federation.service.shard.Coordinator;
import io.commonweight.federation.service.shard.RoundMetrics;
import io.commonweight.federation.service.shard.Site;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.registry.RegistryClient;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/**
 * Follows a federation's log and acts on it, until its thread is interrupted. While the registry is
 * away it tries again, at growing intervals; once the log is shown to be forked it never signs
 * again.
 */
public final class Follower implements Runnable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final FeedReader reader;
  private final Desk desk;
  private final LogMemory memory;
  private final ProgressBoard board;
  private final Clock clock;
  private final Duration poll;
  private final KeySets keySets;
  private final Founding founding;
  private VerifiedLog log;
  private Duration pause = FIRST_PAUSE;

  private Follower(
      Assignment assignment, Site site, Desk desk, LogMemory memory, ProgressBoard board) {
    RegistryClient registry = site.registry();
    String federation = assignment.founding().charter().federation();
    this.reader = new FeedReader(registry, federation);
    this.desk = desk;
    this.memory = memory;
    this.board = board;
    this.clock = site.clock();
    this.poll = assignment.poll();
    this.keySets = registry.keySets(federation);
    this.founding = assignment.founding();
    this.log = VerifiedLog.founding(founding);
  }

  /**
   * The follower of an organization.
   *
   * @param board where it tells its progress
   * @throws IOException if what it remembers cannot be read
   */
  public static Follower of(
      Assignment assignment,
      Site site,
      Coordinator coordinator,
      RoundMetrics metrics,
      ProgressBoard board)
      throws IOException {
    var desk = new Desk(assignment, site, coordinator, metrics, board);
    var memory = LogMemory.load(assignment.data().resolve("log-tree"));
    return new Follower(assignment, site, desk, memory, board);
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        step();
      }
    } catch (ProofException | RefusedException e) {
      Log.errorf("signing has stopped, the log is not to be trusted: %s", e.getMessage());
      board.update(p -> p.halted("the log is not to be trusted: " + e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws ProofException, RefusedException, InterruptedException {
    try {
      read();
      if (log.isConfirmed() && memory.isReachedBy(log)) {
        memory.remember(log);
        desk.attend(log.state());
        board.update(Progress::untroubled);
      }
      pause = FIRST_PAUSE;
    } catch (LogMovedException e) {
      Log.warnf("reading the log from its beginning: %s", e.getMessage());
      log = VerifiedLog.founding(founding);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Log.warnf("trying again in %s: %s", pause, e.getMessage());
      tryAgain(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      Log.errorf(e, "unexpected; trying again in %s", pause);
      tryAgain("unexpected: " + e);
    }
  }

  private void tryAgain(String problem) throws InterruptedException {
    board.update(p -> p.troubled(problem));
    Thread.sleep(pause);
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private void read() throws IOException, ProofException, RefusedException {
    Feed feed = reader.after(log, poll);
    log = memory.extend(log, feed, keySets);
    board.update(p -> p.heardAt(clock.instant(), log.size()));
  }
}
