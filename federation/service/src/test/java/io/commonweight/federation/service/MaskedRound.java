package io.commonweight.federation.service;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.SecureFederation;
import io.commonweight.federation.round.Duty;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.SecureSite;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Predicate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The nodes of a secure round of a {@link ServiceFederation}, real ones, at a registry. */
public final class MaskedRound {
  private final PeerRegistry registry;
  private final Map<Sha256, byte[]> blobs = new HashMap<>();
  private final List<SecureSite> sites = new ArrayList<>();

  /** Enrols the nodes of every organization, and opens the round. */
  public MaskedRound(PeerRegistry registry, int nodes) {
    this.registry = registry;
    for (int i = 1; i <= 4; i++) {
      for (int j = 2; j <= nodes; j++) {
        registry.append(
            FederationFixture.delegation(SecureFederation.nodeKey(i, j), Role.NODE),
            FederationFixture.rootKey(i));
      }
    }
    registry.open();
    var random = new Random(3);
    for (int i = 1; i <= 4; i++) {
      for (int j = 1; j <= nodes; j++) {
        HybridKey key = SecureFederation.nodeKey(i, j);
        var site = new SecureSite(registry.state(), key, blobs, random);
        site.masks(random.longs(site.vector().length, -3000, 3001).toArray());
        sites.add(site);
      }
    }
  }

  /** Its nodes, by organization. */
  public List<SecureSite> sites() {
    return List.copyOf(sites);
  }

  /** Plays it until it is to be aggregated; the first node leaves after it has dealt. */
  public FederationState play() throws Exception {
    while (!(registry.state().phase() instanceof Phase.Aggregating)) {
      boolean isLate =
          registry.state().phase() instanceof Phase.Collecting
              || registry.state().phase() instanceof Phase.Revealing;
      for (SecureSite site : sites.subList(isLate ? 1 : 0, sites.size())) {
        registry.append(site.speak(registry.state()));
      }
      blobs.forEach(registry::storeSecure);
      end();
    }
    return registry.state();
  }

  private void end() {
    Class<?> phase = registry.state().phase().getClass();
    for (int i = 1; phase.isInstance(registry.state().phase()); i++) {
      Duty duty =
          Duty.of(registry.state(), FederationFixture.organization(i), Duration.ofMinutes(1));
      Predicate said =
          switch (duty) {
            case Duty.Step(var step) -> step;
            case Duty.Close(var close) -> close;
            case Duty.Open _, Duty.Recompute _, Duty.Release _, Duty.Wait _ ->
                throw new AssertionError(duty.toString());
          };
      registry.append(said, FederationFixture.aggregatorKey(i));
    }
  }

  /** The plain vector of a node. */
  public long[] vector(Fingerprint node) {
    return sites.stream().filter(site -> site.id().equals(node)).findFirst().orElseThrow().vector();
  }
}
