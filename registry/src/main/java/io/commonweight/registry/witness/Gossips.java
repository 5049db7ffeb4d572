package io.commonweight.registry.witness;

import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.federation.Federation.Elsewhere;
import io.commonweight.registry.federation.Federation.Here;
import io.commonweight.registry.federation.Federation.Left;
import io.commonweight.registry.federation.FederationsConfig;
import io.commonweight.registry.federation.FederationsConfig.FederationConfig;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gossips about each log that is held here, now and then. */
@ApplicationScoped
class Gossips {
  private final List<Gossip> gossips = new ArrayList<>();

  Gossips(WitnessService service, FederationsConfig config, Conflicts conflicts, BoundedHttp http) {
    for (KnownLog log : service.logs().all()) {
      if (log.held().isPresent()) {
        Set<URI> addresses = addresses(log.held().get().federation(), config);
        List<Peer> peers =
            addresses.stream().map(address -> new Peer(withSlash(address), http)).toList();
        gossips.add(new Gossip(log, peers, conflicts));
      }
    }
  }

  private static Set<URI> addresses(Federation federation, FederationsConfig config) {
    Set<URI> addresses = new LinkedHashSet<>();
    switch (federation.sequencing()) {
      case Here _, Left _ -> {}
      case Elsewhere elsewhere -> addresses.add(elsewhere.url());
    }
    Optional.ofNullable(config.federations().get(federation.name()))
        .flatMap(FederationConfig::peers)
        .ifPresent(addresses::addAll);
    return addresses;
  }

  /** An address to which paths can be added. */
  static URI withSlash(URI address) {
    return URI.create(address.toString().replaceFirst("/*$", "/"));
  }

  @Scheduled(
      every = "${commonweight.gossip.every:PT30S}",
      concurrentExecution = ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void askAll() {
    gossips.forEach(Gossip::ask);
  }
}
