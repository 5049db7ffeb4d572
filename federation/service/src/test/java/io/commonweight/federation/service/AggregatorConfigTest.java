package io.commonweight.federation.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AggregatorConfigTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "commonweight.aggregator.registry", "http://127.0.0.1:8080",
          "commonweight.aggregator.founding", "founding",
          "commonweight.aggregator.organization", "org-1",
          "commonweight.aggregator.key-file", "aggregator.key",
          "commonweight.aggregator.release-key-file", "release.key",
          "commonweight.aggregator.data", "data",
          "commonweight.aggregator.kafka", "127.0.0.1:9092");

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    AggregatorConfig config = config(Map.of());

    assertThat(config.shardElements()).isEqualTo(4_194_304);
    assertThat(config.workers()).isEqualTo(1);
    assertThat(config.poll()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.taskTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.missingAfter()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.passphraseFile()).isEmpty();
    assertThat(config.s3()).isEmpty();
    assertThat(config.kafkaLogin()).isEmpty();
    assertThat(config.kafkaTruststore()).isEmpty();
  }

  @Test
  void kafkaLoginIsNamedApartFromItsPassword() {
    AggregatorConfig config =
        config(
            Map.of(
                "commonweight.aggregator.kafka-login.username", "org-1",
                "commonweight.aggregator.kafka-login.password-file", "kafka.password",
                "commonweight.aggregator.kafka-truststore", "kafka.pem"));

    assertThat(config.kafkaLogin().orElseThrow().username()).isEqualTo("org-1");
    assertThat(config.kafkaLogin().orElseThrow().passwordFile())
        .contains(Path.of("kafka.password"));
    assertThat(config.kafkaTruststore()).contains(Path.of("kafka.pem"));
  }

  @Test
  void misspeltPropertyIsRefused() {
    assertThatThrownBy(() -> config(Map.of("commonweight.aggregator.worker", "2")))
        .hasMessageContaining("commonweight.aggregator.worker");
  }

  private static AggregatorConfig config(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(REQUIRED);
    all.putAll(more);
    return new SmallRyeConfigBuilder()
        .withMapping(AggregatorConfig.class)
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .build()
        .getConfigMapping(AggregatorConfig.class);
  }
}
