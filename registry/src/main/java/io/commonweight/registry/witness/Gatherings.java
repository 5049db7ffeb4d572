package io.commonweight.registry.witness;

import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.federation.Federation.Here;
import io.commonweight.registry.federation.FederationsConfig;
import io.commonweight.registry.federation.FederationsConfig.FederationConfig;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.registry.log.Logs;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has the checkpoints of each log that is sequenced here cosigned, if its settings name witnesses.
 */
@ApplicationScoped
class Gatherings {
  private final Logs logs;
  private final FederationsConfig config;
  private final BoundedHttp http;
  private final List<Gathering> gatherings = new ArrayList<>();

  Gatherings(Logs logs, FederationsConfig config, BoundedHttp http) {
    this.logs = logs;
    this.config = config;
    this.http = http;
  }

  void start(@Observes StartupEvent event) {
    for (FederationLog log : logs.all()) {
      Federation federation = log.federation();
      List<URI> addresses =
          Optional.ofNullable(config.federations().get(federation.name()))
              .flatMap(FederationConfig::witnesses)
              .orElse(List.of());
      if (federation.sequencing() instanceof Here && !addresses.isEmpty()) {
        List<WitnessClient> clients =
            addresses.stream().map(address -> new WitnessClient(address, http)).toList();
        var gathering = new Gathering(log, clients, Gatherings::rule);
        gatherings.add(gathering);
        gathering.start();
      }
    }
  }

  /** What the charter in force at a checkpoint demands. */
  private static WitnessRule rule(LogView view) {
    return WitnessRule.of(view.state().directory().inForce().witnessPolicy());
  }

  void stop(@Observes ShutdownEvent event) {
    gatherings.forEach(Gathering::close);
  }
}
