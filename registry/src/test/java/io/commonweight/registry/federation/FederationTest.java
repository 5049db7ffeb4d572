package io.commonweight.registry.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.TestFederation;
import io.commonweight.registry.federation.FederationsConfig.FederationConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederationTest {
  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("loaded");
  private Path logKey;

  private record Settings(Path directory, Optional<Path> logKeyFile, Optional<URI> originUrl)
      implements FederationConfig {}

  @BeforeEach
  void store() throws IOException {
    federation.founding().store(folder);
    logKey = folder.resolve("log.pem");
    federation.logKey().store(logKey);
  }

  @Test
  void registryWithTheLogKeySequences() throws IOException {
    var settings = new Settings(folder, Optional.of(logKey), Optional.empty());

    assertThat(Federation.load("loaded", settings).sequencing())
        .isInstanceOf(Federation.Here.class);
  }

  @Test
  void registryWithAnOriginMirrors() throws IOException {
    var origin = URI.create("https://origin.example");
    var settings = new Settings(folder, Optional.empty(), Optional.of(origin));

    assertThat(Federation.load("loaded", settings).sequencing())
        .isEqualTo(new Federation.Elsewhere(origin));
  }

  @Test
  void settingsThatSayBothOrNeitherAreRefusedByName() {
    var neither = new Settings(folder, Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> Federation.load("loaded", neither))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("commonweight.federations.loaded.log-key-file");
  }

  @Test
  void keyThatTheCharterDoesNotNameIsRefused() throws IOException {
    Path other = folder.resolve("other.pem");
    federation.key("root", 1).store(other);
    var settings = new Settings(folder, Optional.of(other), Optional.empty());

    assertThatThrownBy(() -> Federation.load("loaded", settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the charter names " + federation.logKey().fingerprint());
  }

  @Test
  void charterOfAnotherFederationIsRefused() {
    var settings = new Settings(folder, Optional.of(logKey), Optional.empty());

    assertThatThrownBy(() -> Federation.load("other", settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the charter of 'loaded'");
  }
}
