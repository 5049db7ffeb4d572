package io.commonweight.registry.origin;

import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.federation.Federation.Elsewhere;
import io.commonweight.registry.federation.Federation.Here;
import io.commonweight.registry.federation.Federations;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Charter.Role;
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
        case Here _ -> {}
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
    String organization = organization(federation, federations.registryKey());
    SigningKey key = federations.registryKey().orElseThrow();
    var client = new RegistryClient(elsewhere.url());
    boolean aggregates =
        federation.founding().charter().aggregating().stream()
            .map(Charter.Member::name)
            .anyMatch(organization::equals);
    return new Origin(
        federation.name(), client, client.session(federation.name(), key, clock), aggregates);
  }

  private static String organization(Federation federation, Optional<SigningKey> key) {
    return key.flatMap(k -> federation.founding().charter().holder(k.fingerprint()))
        .filter(holder -> holder.role() == Role.REGISTRY)
        .map(Holder::organization)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "to mirror '%s', commonweight.registry.key-file must hold a registry key of its charter"
                        .formatted(federation.name())));
  }
}
