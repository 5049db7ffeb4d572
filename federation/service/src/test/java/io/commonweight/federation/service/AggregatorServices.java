package io.commonweight.federation.service;

import io.commonweight.embedded.SharedServices;
import io.commonweight.federation.FederationFixture;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      Path key = directory.resolve("aggregator.key");
      FederationFixture.aggregatorKey(1).store(key);
      PeerRegistry peer = new PeerRegistry(federation);
      registry = Optional.of(peer);
      String prefix = "commonweight.aggregator.";
      return Map.of(
          prefix + "registry",
          peer.url().toString(),
          prefix + "founding",
          directory.resolve("founding").toString(),
          prefix + "organization",
          FederationFixture.organization(1),
          prefix + "key-file",
          key.toString(),
          prefix + "data",
          directory.resolve("data").toString(),
          prefix + "kafka",
          SharedServices.kafka().bootstrapServers(),
          prefix + "poll",
          "PT1S",
          "quarkus.http.test-port",
          "0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    registry.ifPresent(PeerRegistry::close);
  }
}
