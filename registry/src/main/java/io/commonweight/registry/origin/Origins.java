package io.commonweight.registry.origin;

import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.federation.Federation.Elsewhere;
import io.commonweight.registry.federation.Federation.Here;
import io.commonweight.registry.federation.Federation.Left;
import io.commonweight.registry.federation.Federations;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.registry.RegistryClient;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The origins of all federations whose logs are sequenced elsewhere. */
@Startup
@ApplicationScoped
public class Origins {
  private final Map<String, Origin> origins = new HashMap<>();

  Origins(Federations federations, Clock clock) {
    for (Federation federation : federations.all()) {
      switch (federation.sequencing()) {
        case Here _, Left _ -> {}
        case Elsewhere elsewhere ->
            origins.put(federation.name(), origin(federation, elsewhere, federations, clock));
      }
    }
  }

  /** The origin of a federation's log; empty if this registry sequences it. */
  public Optional<Origin> of(String federation) {
    return Optional.ofNullable(origins.get(federation));
  }

  private static Origin origin(
      Federation federation, Elsewhere elsewhere, Federations federations, Clock clock) {
    HybridKey key =
        federations
            .registryKey()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "to mirror '%s', commonweight.registry.key-file must be set"
                            .formatted(federation.name())));
    var client = new RegistryClient(elsewhere.url());
    return new Origin(federation.name(), client, client.session(federation.name(), key, clock));
  }
}
