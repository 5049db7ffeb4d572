package io.commonweight.federation.service;

import static java.util.Map.entry;

import io.commonweight.embedded.KafkaCluster;
import io.commonweight.embedded.KafkaUser;
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

/** A registry, a Kafka cluster that asks for a login, and folders for the aggregator under test. */
public final class AggregatorServices implements QuarkusTestResourceLifecycleManager {
  private Optional<PeerRegistry> registry = Optional.empty();
  private Optional<KafkaCluster> kafka = Optional.empty();

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
      KafkaCluster cluster =
          KafkaCluster.start(directory.resolve("kafka"), 1, KafkaCluster.Access.GUARDED);
      kafka = Optional.of(cluster);
      KafkaUser user = cluster.admit(FederationFixture.organization(1));
      Path password = Files.writeString(directory.resolve("kafka.password"), user.password());
      String prefix = "commonweight.aggregator.";
      return Map.ofEntries(
          entry(prefix + "registry", peer.url().toString()),
          entry(prefix + "founding", directory.resolve("founding").toString()),
          entry(prefix + "organization", FederationFixture.organization(1)),
          entry(prefix + "key-file", key.toString()),
          entry(prefix + "release-key-file", releaseKey.toString()),
          entry(prefix + "data", directory.resolve("data").toString()),
          entry(prefix + "kafka", cluster.tlsBootstrapServers()),
          entry(prefix + "kafka-login.username", user.name()),
          entry(prefix + "kafka-login.password-file", password.toString()),
          entry(prefix + "kafka-truststore", cluster.certificate().toString()),
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
    kafka.ifPresent(KafkaCluster::close);
  }
}
