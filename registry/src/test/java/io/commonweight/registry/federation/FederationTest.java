package io.commonweight.registry.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.registry.TestFederation;
import io.commonweight.registry.federation.FederationsConfig.FederationConfig;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.log.CosignerKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederationTest {
  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("loaded");
  private Path logKey;

  private record Settings(Path directory, Optional<Path> logKeyFile, Optional<URI> originUrl)
      implements FederationConfig {
    @Override
    public Optional<List<Path>> moves() {
      return Optional.empty();
    }

    @Override
    public Optional<List<URI>> peers() {
      return Optional.empty();
    }

    @Override
    public Optional<List<URI>> witnesses() {
      return Optional.empty();
    }
  }

  @BeforeEach
  void store() throws IOException {
    federation.founding().store(folder);
    logKey = folder.resolve("log.key");
    CosignerKey log = federation.logKey();
    KeyFile.storeUnencrypted(logKey, List.of(log.ed25519(), log.mlDsa44()));
  }

  private static Federation load(String name, FederationConfig settings) throws IOException {
    return Federation.load(name, settings, Passphrase.none());
  }

  @Test
  void registryWithTheLogKeySequences() throws IOException {
    var settings = new Settings(folder, Optional.of(logKey), Optional.empty());

    assertThat(load("loaded", settings).sequencing()).isInstanceOf(Federation.Here.class);
  }

  @Test
  void registryWithAnOriginMirrors() throws IOException {
    var origin = URI.create("https://origin.example");
    var settings = new Settings(folder, Optional.empty(), Optional.of(origin));

    assertThat(load("loaded", settings).sequencing()).isEqualTo(new Federation.Elsewhere(origin));
  }

  @Test
  void settingsThatSayBothOrNeitherAreRefusedByName() {
    var neither = new Settings(folder, Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> load("loaded", neither))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("commonweight.federations.loaded.log-key-file");
  }

  @Test
  void keyThatTheCharterDoesNotNameIsRefused() throws IOException {
    Path other = folder.resolve("other.key");
    CosignerKey log = CosignerKey.ofSeed("other", TestFederation.digest("other").bytes());
    KeyFile.storeUnencrypted(other, List.of(log.ed25519(), log.mlDsa44()));
    var settings = new Settings(folder, Optional.of(other), Optional.empty());

    assertThatThrownBy(() -> load("loaded", settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the charter names " + federation.noteKey());
  }

  @Test
  void charterOfAnotherFederationIsRefused() {
    var settings = new Settings(folder, Optional.of(logKey), Optional.empty());

    assertThatThrownBy(() -> load("other", settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the charter of 'loaded'");
  }

  @Test
  void laterCharterThanTheFirstIsRefused() throws IOException {
    new FederationFixture(4).founding(federation.nextCharter()).store(folder);
    var settings = new Settings(folder, Optional.of(logKey), Optional.empty());

    assertThatThrownBy(() -> load("loaded", settings))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds charter 2");
  }
}
