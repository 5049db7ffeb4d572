package io.commonweight.registry.mirror;

import io.commonweight.registry.federation.KeySetStore;
import io.commonweight.registry.log.Door;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.Logs;
import io.commonweight.registry.origin.Origin;
import io.commonweight.registry.origin.Origins;
import io.commonweight.registry.witness.Conflicts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Starts a follower for each log that is sequenced elsewhere. */
@ApplicationScoped
class Mirrors {
  private final Logs logs;
  private final Origins origins;
  private final KeySetStore keySets;
  private final Conflicts conflicts;
  private final MeterRegistry meters;
  private final Clock clock;
  private final List<Follower> followers = new ArrayList<>();

  Mirrors(
      Logs logs,
      Origins origins,
      KeySetStore keySets,
      Conflicts conflicts,
      MeterRegistry meters,
      Clock clock) {
    this.logs = logs;
    this.origins = origins;
    this.keySets = keySets;
    this.conflicts = conflicts;
    this.meters = meters;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    for (FederationLog log : logs.all()) {
      Optional<Origin> origin = origins.of(log.federation().name());
      if (origin.isPresent()) {
        String federation = log.federation().name();
        logs.continuedBy(federation, new OriginForwarder(new Door(log, clock), origin.get()));
        var behind =
            meters.gauge(
                "commonweight.mirror.lag.entries",
                Tags.of("federation", federation),
                new AtomicLong());
        var follower =
            new Follower(
                log,
                new OriginKeySets(log.keySets(), keySets, origin.get()),
                origin.get(),
                conflicts,
                behind::set);
        followers.add(follower);
        follower.start();
      }
    }
  }

  void stop(@Observes ShutdownEvent event) {
    followers.forEach(Follower::close);
  }
}
