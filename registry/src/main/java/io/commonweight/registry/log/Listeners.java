package io.commonweight.registry.log;

import io.commonweight.registry.problem.RegistryException.Unavailable;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** All who listen to events, each on a virtual thread of its own. */
@ApplicationScoped
class Listeners {
  /** How many there may be at once. */
  static final int MAX = 256;

  /** How many may wait for entries at once. */
  static final int MAX_WAITING = 4096;

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final Semaphore places = new Semaphore(MAX);
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /**
   * What writes a log's events to a listener, who has a place from now on.
   *
   * @param known the size that the listener knows already; −1 if none
   * @throws Unavailable if there are too many listeners
   */
  StreamingOutput listen(FederationLog log, long known) {
    if (closing || !places.tryAcquire()) {
      throw new Unavailable(MAX + " listeners are served already; poll entries", RETRY_AFTER);
    }
    return out -> serve(new LogEvents(log, HEARTBEAT), out, known);
  }

  /**
   * Waits until a log has more than {@code size} entries, or until the time is over.
   *
   * @throws Unavailable if too many wait already
   */
  LogView await(FederationLog log, long size, Duration wait) throws InterruptedException {
    if (!waiting.tryAcquire()) {
      throw new Unavailable(MAX_WAITING + " callers wait for entries already", RETRY_AFTER);
    }
    try {
      return log.await(size, wait).orElseGet(log::view);
    } finally {
      waiting.release();
    }
  }

  /** How many more callers may wait for entries. */
  int waitingPlaces() {
    return waiting.availablePermits();
  }

  private void serve(LogEvents events, OutputStream out, long known) throws IOException {
    threads.add(Thread.currentThread());
    try {
      if (!closing) {
        events.write(out, known);
      }
    } catch (InterruptedException e) {
      // The registry stops: the stream ends, and the listener comes back with its last id.
    } finally {
      threads.remove(Thread.currentThread());
      places.release();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    closing = true;
    threads.forEach(Thread::interrupt);
  }
}
