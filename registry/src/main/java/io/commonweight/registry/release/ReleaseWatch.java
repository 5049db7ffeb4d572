package io.commonweight.registry.release;

import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.registry.federation.ReleaseInForce;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.registry.log.Logs;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows each log and says which releases have come into force, in their order. */
@ApplicationScoped
class ReleaseWatch {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Logs logs;
  private final Event<ReleaseInForce> event;
  private final List<Thread> watches = new ArrayList<>();

  ReleaseWatch(Logs logs, Event<ReleaseInForce> event) {
    this.logs = logs;
    this.event = event;
  }

  void start(@Observes StartupEvent startup) {
    for (FederationLog log : logs.all()) {
      watches.add(
          Thread.ofVirtual().name("releases-" + log.federation().name()).start(() -> watch(log)));
    }
  }

  void stop(@Observes ShutdownEvent shutdown) {
    watches.forEach(Thread::interrupt);
  }

  private void watch(FederationLog log) {
    long seen = 0;
    int told = 0;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Optional<LogView> view = log.await(seen, WAIT);
        if (view.isPresent() && tell(log, view.get().state().releases(), told)) {
          told = view.get().state().releases().size();
          seen = view.get().size();
        } else if (view.isPresent()) {
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      Log.debugf("release watch ends, federation %s", log.federation().name());
    }
  }

  /** Tells of all releases from a sequence on; false if they must be told again. */
  private boolean tell(FederationLog log, List<LoggedRelease> releases, int from) {
    try {
      for (LoggedRelease release : releases.subList(from, releases.size())) {
        event.fire(
            new ReleaseInForce(
                log.federation().name(), release.release(), release.digest(), release.index()));
        Log.infof(
            "release in force, federation %s, sequence %d",
            log.federation().name(), release.release().sequence());
      }
      return true;
    } catch (RuntimeException e) {
      Log.warnf(e, "release not taken up, federation %s", log.federation().name());
      return false;
    }
  }
}
