package io.commonweight.demo.federation;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.registry.Feed;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Follows the federation's log as any outsider can, and verifies it. */
public final class LogWatcher {
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(200);

  private final RegistryClient registry;
  private final Founding founding;
  private final Guard guard;
  private final Listener listener;
  private VerifiedLog log;

  /** Told of each entry, in order, once it is verified. */
  public interface Listener {
    /**
     * A new entry.
     *
     * @param index its index
     * @param statement what it says
     * @param after the state after it, or after some entries more
     */
    void logged(long index, SignedStatement statement, FederationState after);
  }

  /** Asked now and then whether it makes sense to go on waiting. */
  public interface Guard {
    /**
     * Looks after whatever writes the log.
     *
     * @throws IOException if nothing more is to be expected of it
     */
    void check() throws IOException;
  }

  /** Watches the log through one registry, as long as the guard does not object. */
  public LogWatcher(URI registry, Founding founding, Guard guard, Listener listener) {
    this.guard = guard;
    this.registry = new RegistryClient(registry);
    this.founding = founding;
    this.listener = listener;
    this.log = VerifiedLog.founding(founding);
  }

  /** The newest verified state. */
  public FederationState state() {
    return log.state();
  }

  /**
   * Follows the log until the state is as wanted.
   *
   * @return the state
   * @throws TimeoutException if that takes longer than {@code timeout}
   */
  public FederationState await(Predicate<FederationState> wanted, Duration timeout)
      throws IOException, TimeoutException {
    Instant deadline = Instant.now().plus(timeout);
    while (!wanted.test(log.state())) {
      if (Instant.now().isAfter(deadline)) {
        throw new TimeoutException(
            "the federation is still in phase %s after %d entries"
                .formatted(log.state().phase().getClass().getSimpleName(), log.size()));
      }
      poll();
    }
    return log.state();
  }

  /** Follows the log for a while. */
  public void watch(Duration duration) throws IOException {
    Instant deadline = Instant.now().plus(duration);
    while (Instant.now().isBefore(deadline)) {
      poll();
    }
  }

  private void poll() throws IOException {
    guard.check();
    Feed feed;
    try {
      feed = registry.entries(founding.charter().federation(), log.size(), POLL);
    } catch (IOException e) {
      pause(); // the registry is being restarted; whoever waits for the log has a deadline
      return;
    }
    long from = log.size();
    try {
      log = log.extend(feed.entries(), feed.checkpoint());
      for (int i = 0; i < feed.entries().size(); i++) {
        listener.logged(from + i, verified(feed.entries().get(i)), log.state());
      }
    } catch (ProofException | RefusedException | JsonException e) {
      throw new IOException("the log does not verify: " + e.getMessage(), e);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private SignedStatement verified(Bytes entry) throws RefusedException, JsonException {
    return founding.verify(Envelope.parse(entry.toArray()));
  }
}
