package io.commonweight.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.blob.BlobConfig;
import io.commonweight.registry.federation.FederationsConfig;
import io.commonweight.registry.federation.RegistryConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "commonweight.registry.url", "http://127.0.0.1:8080",
          "commonweight.blobs.directory", "blobs",
          "commonweight.federations.weaving.directory", "founding");

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    SmallRyeConfig config = config(Map.of());
    BlobConfig blobs = config.getConfigMapping(BlobConfig.class);

    assertThat(blobs.maxSize().asLongValue()).isEqualTo(64L << 30);
    assertThat(blobs.s3()).isEmpty();
    assertThat(config.getConfigMapping(RegistryConfig.class).keyFile()).isEmpty();
    assertThat(config.getConfigMapping(FederationsConfig.class).federations())
        .containsOnlyKeys("weaving");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "commonweight.registry.adress",
        "commonweight.blobs.maxsize",
        "commonweight.blobs.s3.secretkey",
        "commonweight.federations.weaving.log-key"
      })
  void misspeltKeyIsRefused(String key) {
    assertThatThrownBy(() -> config(Map.of(key, "1"))).hasMessageContaining(key);
  }

  private static SmallRyeConfig config(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(REQUIRED);
    all.putAll(more);
    return new SmallRyeConfigBuilder()
        .withMapping(RegistryConfig.class)
        .withMapping(BlobConfig.class)
        .withMapping(FederationsConfig.class)
        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .build();
  }
}
