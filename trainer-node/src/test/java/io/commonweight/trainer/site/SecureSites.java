package io.commonweight.trainer.site;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.SecureFederation;
import io.commonweight.federation.round.CohortInputs;
import io.commonweight.federation.round.CohortSum;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.secagg.Parcel;
import io.commonweight.federation.secagg.ParcelRange;
import io.commonweight.federation.secagg.Route;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.federation.secagg.SecureSum;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import io.commonweight.trainer.train.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Two organizations of two nodes each in secure rounds, and a registry to talk to. */
final class SecureSites implements AutoCloseable {
  final LoopbackRegistry registry;
  final List<Site> sites = new ArrayList<>();
  Optional<SiteSettings.Privacy> privacy = Optional.empty();
  private final SmallFederation federation;
  private final Path folder;

  SecureSites(Path folder, Privacy rounds) throws IOException {
    this.folder = folder;
    federation = new SmallFederation(folder.resolve("release-0"), rounds);
    registry = new LoopbackRegistry(federation);
    federation.founding().store(folder.resolve("founding"));
    SmallFederation.writeData(folder.resolve("data"), List.of("x", "goal"), SmallFederation.FPS);
    for (int i = 1; i <= 2; i++) {
      for (int j = 1; j <= federation.nodes(); j++) {
        sites.add(new Site(i, SecureFederation.nodeKey(i, j)));
      }
    }
  }

  /** One of the nodes, which may be stopped and started. */
  final class Site {
    final HybridKey key;
    final List<SiteEvent> events = new ArrayList<>();
    private final String organization;
    private boolean isCutOffOncePacked;
    private Optional<SiteDaemon> daemon = Optional.empty();

    private Site(int i, HybridKey key) {
      this.organization = FederationFixture.organization(i);
      this.key = key;
    }

    Path state() {
      return folder.resolve("state-" + key.fingerprint());
    }

    void turn() throws IOException, SiteException {
      if (daemon.isEmpty()) {
        daemon = Optional.of(open());
      }
      daemon.get().turn(Duration.ZERO);
    }

    /** Works until the update is packed; then the registry is out of reach. */
    void turnUntilPacked() throws IOException, SiteException {
      isCutOffOncePacked = true;
      try {
        turn();
      } finally {
        isCutOffOncePacked = false;
      }
    }

    private void on(SiteEvent event) {
      events.add(event);
      if (isCutOffOncePacked && event instanceof SiteEvent.Packed) {
        registry.setDown(true);
      }
    }

    /** Forgets all that is not on disk. */
    void kill() throws IOException {
      if (daemon.isPresent()) {
        daemon.get().close();
        daemon = Optional.empty();
      }
    }

    private SiteDaemon open() throws IOException {
      var settings =
          new SiteSettings(
              registry.address(),
              folder.resolve("founding"),
              organization,
              folder.resolve("node.key"),
              Optional.empty(),
              folder.resolve("data"),
              state(),
              new Recipe(4, 5, 16, 1e-3, 1e-4, 0.01),
              OptionalInt.empty(),
              Optional.empty(),
              privacy);
      var identity = new NodeIdentity(federation.founding(), organization, key);
      return new SiteDaemon(
          SiteParts.of(settings, identity, SiteFixture.CLOCK, SiteFixture.CLOCK, this::on));
    }
  }

  /** Has nodes do what the phase calls for, and ends the step. */
  void step(List<Site> taking) throws IOException, SiteException {
    turn(taking);
    registry.endStep();
  }

  static void turn(List<Site> taking) throws IOException, SiteException {
    for (Site site : taking) {
      site.turn();
    }
  }

  Round round() {
    return registry.state().rounds().getLast();
  }

  CohortInputs inputs() {
    return CohortInputs.of(registry.state(), round());
  }

  /** What an aggregator computes of a cohort. */
  long[] sum(CohortSum cohort) throws SecAggException {
    Map<Route, Parcel> parcels = new HashMap<>();
    for (Route route : SecureSum.neededParcels(cohort.dealings(), cohort.survivors())) {
      ShareDealing dealing = cohort.dealings().dealing(route.from());
      ParcelRange range = ParcelRange.of(dealing, route.to());
      int from = (int) range.offset();
      parcels.put(
          route,
          Parcel.parse(Arrays.copyOfRange(blob(dealing.blob()), from, from + range.bytes())));
    }
    Map<Fingerprint, byte[]> vectors = new HashMap<>();
    cohort.inputs().forEach(input -> vectors.put(input.signer(), blob(input.statement().vector())));
    return SecureSum.of(cohort.dealings(), cohort.survivors(), cohort.recovered(), parcels)
        .window(0, vectors);
  }

  private byte[] blob(Sha256 digest) {
    return Optional.ofNullable(registry.secure().get(digest)).map(Bytes::toArray).orElseThrow();
  }

  /** The sum of the files of these nodes, in the clear. */
  long[] plainSum(List<Fingerprint> nodes, int length) throws IOException {
    long[] sum = new long[length];
    for (Site site : sites) {
      if (nodes.contains(site.key.fingerprint())) {
        int i = 0;
        for (IntTensor tensor : Safetensors.readInts(file(site, "safetensors")).values()) {
          for (int value : tensor.toArray()) {
            sum[i++] += value;
          }
        }
      }
    }
    return sum;
  }

  Path file(Site site, String kind) {
    return site.state().resolve("updates").resolve(round().id() + "." + kind);
  }

  @Override
  public void close() throws IOException {
    for (Site site : sites) {
      site.kill();
    }
    registry.close();
  }
}
