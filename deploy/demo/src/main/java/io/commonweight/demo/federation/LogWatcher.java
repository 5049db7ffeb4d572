package io.commonweight.demo.federation;

import io.commonweight.federation.follow.FeedReader;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.LogMovedException;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Follows the federation's log as any outsider can, and verifies it, also into the log that the
 * federation goes on in when it has lost one.
 */
public final class LogWatcher {
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(200);

  private final FeedReader reader;
  private final KeySets keySets;
  private final Founding founding;
  private final Guard guard;
  private final Listener listener;
  private VerifiedLog log;

  /**
   * Told of each statement, in order, once it is verified; again from the first on, if the
   * federation has left its log before some of them.
   */
  public interface Listener {
    /**
     * A new entry.
     *
     * @param index its place, of all of the federation's logs
     * @param statement what it says
     * @param after the state after it
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
    var client = new RegistryClient(registry);
    this.reader = new FeedReader(client, founding.charter().federation());
    this.keySets = client.keySets(founding.charter().federation());
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
    try {
      take(reader.after(log, POLL));
    } catch (LogMovedException e) {
      log = VerifiedLog.founding(founding);
    } catch (IOException e) {
      pause(); // the registry is being restarted; whoever waits for the log has a deadline
    } catch (ProofException | RefusedException | JsonException e) {
      throw new IOException("the log does not verify: " + e.getMessage(), e);
    }
  }

  private void take(Feed feed) throws IOException, ProofException, RefusedException, JsonException {
    FederationState state = log.state();
    List<Bytes> statements = feed.entries();
    VerifiedLog longer = log.extend(feed, keySets);
    if (longer.epoch() > log.epoch()) {
      SignedNote last = SignedNote.parse(statements.getFirst().toArray());
      state = state.moved(Checkpoint.parse(last.text()));
      statements = statements.subList(1, statements.size());
    }
    log = longer;
    for (Bytes statement : statements) {
      state = tell(state, statement);
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

  private FederationState tell(FederationState before, Bytes entry)
      throws RefusedException, JsonException {
    SignedStatement statement = before.directory().verify(Envelope.parse(entry.toArray()), keySets);
    FederationState after = before.apply(before.size(), statement);
    listener.logged(before.size(), statement, after);
    return after;
  }
}
