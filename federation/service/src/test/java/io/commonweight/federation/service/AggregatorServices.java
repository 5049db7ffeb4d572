package io.commonweight.federation.service;

import static java.util.Map.entry;

import io.commonweight.embedded.SharedServices;
import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeyFile;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registry, Kafka and folders for the aggregator under test. */
public final class AggregatorServices implements QuarkusTestResourceLifecycleManager {
  private Optional<PeerRegistry> registry = Optional.empty();

  @Override
  public Map<String, String> start() {
    try {
      Path directory = Files.createTempDirectory(Path.of("target"), "aggregator-test");
      var federation = new ServiceFederation();
      federation.founding().store(directory.resolve("founding"));
      Path key = store(directory.resolve("aggregator.key"), FederationFixture.aggregatorKey(1));
      Path releaseKey = store(directory.resolve("release.key"), FederationFixture.releaseKey(1));
      PeerRegistry peer = new PeerRegistry(federation);
      registry = Optional.of(peer);
      String prefix = "commonweight.aggregator.";
      return Map.ofEntries(
          entry(prefix + "registry", peer.url().toString()),
          entry(prefix + "founding", directory.resolve("founding").toString()),
          entry(prefix + "organization", FederationFixture.organization(1)),
          entry(prefix + "key-file", key.toString()),
          entry(prefix + "release-key-file", releaseKey.toString()),
          entry(prefix + "data", directory.resolve("data").toString()),
          entry(prefix + "kafka", SharedServices.kafka().bootstrapServers()),
          entry(prefix + "poll", "PT1S"),
          entry("quarkus.http.test-port", "0"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path store(Path file, HybridKey key) throws IOException {
    KeyFile.storeUnencrypted(file, List.of(key.ed25519(), key.mlDsa65()));
    return file;
  }

  @Override
  public void stop() {
    registry.ifPresent(PeerRegistry::close);
  }
}
