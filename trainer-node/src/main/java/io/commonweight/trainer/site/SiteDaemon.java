package io.commonweight.trainer.site;

import io.commonweight.federation.round.Round;
import io.commonweight.sdk.identity.Passphrase;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows the log and takes part in every round, until it is stopped. Problems are reported and
 * tried again, with pauses of up to half a minute; none of them ends the daemon.
 */
public final class SiteDaemon implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final SiteParts parts;
  private final PrivateData data;
  private final RoundWork work;
  private final SecureRoundWork secure;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<Thread> runner = Optional.empty();
  private Duration pause = Duration.ZERO;
  private Optional<String> waiting = Optional.empty();
  private boolean isResting;

  SiteDaemon(SiteParts parts) {
    this.parts = parts;
    data = new PrivateData(parts.settings().data());
    var updates =
        new RoundUpdates(parts, new LocalTraining(parts, this::isStopping), new SecureRandom());
    work = new RoundWork(parts, updates);
    secure = new SecureRoundWork(parts, updates);
  }

  /**
   * Opens a site.
   *
   * @throws IOException if a file of the settings is unusable; the message names it
   * @throws IllegalArgumentException if the registry's address is neither HTTPS nor local
   */
  public static SiteDaemon open(SiteSettings settings, SiteListener listener, Clock clock)
      throws IOException {
    Passphrase passphrase = Passphrase.of(settings.passphrase(), System.getenv());
    NodeIdentity identity =
        NodeIdentity.load(settings.founding(), settings.key(), passphrase, settings.organization());
    return new SiteDaemon(SiteParts.of(settings, identity, clock, clock, listener));
  }

  /** Works until {@link #stop} is called, in the caller's thread. */
  public void run() {
    begin();
    NodeIdentity identity = parts.identity();
    parts
        .listener()
        .on(
            new SiteEvent.Started(
                identity.federation(), parts.settings().organization(), identity.node().hex()));
    try {
      while (!isStopping()) {
        attempt();
      }
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    runner = Optional.of(Thread.currentThread());
  }

  private void attempt() {
    try {
      turn(pause.isZero() ? WAIT : Duration.ZERO);
      recover();
    } catch (IOException | SiteException | RuntimeException e) {
      fail(e);
    }
  }

  /** One look at the log, and the work of the round that is open. */
  void turn(Duration wait) throws IOException, SiteException {
    data.demonstrations();
    parts.log().catchUp(waiting.isEmpty() ? patience(wait) : wait);
    secure.leaveBehind();
    if (isPermitted()) {
      work.collectReceipts();
      work.bringLate();
      Optional<Round> open = openRound();
      if (open.isPresent()) {
        work.takePart(open.get(), data);
      }
      Optional<Round> sealed = secureRound();
      if (sealed.isPresent()) {
        secure.takePart(sealed.get(), data);
      }
    }
    rest();
  }

  /** How long new entries are waited for: not at all if there is something to do. */
  private Duration patience(Duration wait) {
    return openRound().isPresent()
        ? Duration.ZERO
        : secureRound().map(round -> secure.patience(round, wait)).orElse(wait);
  }

  /** Tells once why the node may not sign; the log or the clock will change that. */
  private boolean isPermitted() {
    Optional<String> hindrance = parts.permit().hindrance();
    if (!hindrance.equals(waiting)) {
      waiting = hindrance;
      parts
          .listener()
          .on(hindrance.<SiteEvent>map(SiteEvent.Waiting::new).orElseGet(SiteEvent.Recovered::new));
    }
    return hindrance.isEmpty();
  }

  /** Tells once that no round is left of those the site was told to take part in. */
  private void rest() {
    OptionalInt last = parts.settings().lastRound();
    List<Round> rounds = parts.log().state().rounds();
    if (last.isEmpty() || isResting || rounds.isEmpty()) {
      return;
    }
    int newest = rounds.getLast().number();
    isResting =
        newest > last.getAsInt()
            || (newest == last.getAsInt() && openRound().isEmpty() && secureRound().isEmpty());
    if (isResting) {
      parts.listener().on(new SiteEvent.Resting(last.getAsInt()));
    }
  }

  /** Ends {@link #run}, which may be waiting for the registry; safe from any thread. */
  public synchronized void stop() {
    stopped.countDown();
    runner.ifPresent(Thread::interrupt);
  }

  /** Leaves no interruption behind for whoever uses the thread next. */
  private synchronized void end() {
    runner = Optional.empty();
    var _ = Thread.interrupted();
  }

  @Override
  public void close() throws IOException {
    parts.journal().close();
  }

  /** The round that takes updates, if this site still owes it one. */
  private Optional<Round> openRound() {
    return parts
        .log()
        .state()
        .openRound()
        .filter(round -> !round.open().privacy().isSecure())
        .filter(this::isOurs)
        .filter(work::isOwed);
  }

  /** The secure round that is under way, if this site's part in it is not over. */
  private Optional<Round> secureRound() {
    return secure.underWay().filter(this::isOurs).filter(secure::isOwed);
  }

  private boolean isOurs(Round round) {
    return round.number() <= parts.settings().lastRound().orElse(Integer.MAX_VALUE);
  }

  private boolean isStopping() {
    return stopped.getCount() == 0;
  }

  private void recover() {
    if (!pause.isZero()) {
      pause = Duration.ZERO;
      parts.listener().on(new SiteEvent.Recovered());
      waiting.ifPresent(reason -> parts.listener().on(new SiteEvent.Waiting(reason)));
    }
  }

  private void fail(Exception problem) {
    if (isStopping()) {
      return;
    }
    String reason = problem.getMessage() == null ? problem.toString() : problem.getMessage();
    parts.listener().on(new SiteEvent.Problem(reason));
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    pause = pause.compareTo(SHORTEST_PAUSE) > 0 ? pause : SHORTEST_PAUSE;
    try {
      stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stop();
    }
  }
}
