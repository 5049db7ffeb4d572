package io.commonweight.trainer.site;

import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.trainer.train.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A node of a small federation with its folders, and a registry to talk to. */
final class SiteFixture implements AutoCloseable {
  /** A time at which the fixture's delegations are at work. */
  static final Instant NOW = Instant.ofEpochSecond(FederationFixture.ISSUED + 60);

  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  final SmallFederation federation;
  final LoopbackRegistry registry;
  final Path folder;
  final Path data;
  Clock clock = CLOCK;
  OptionalInt lastRound = OptionalInt.empty();
  Recipe recipe = new Recipe(4, 5, 16, 1e-3, 1e-4, 0.01);
  Optional<SiteSettings.Privacy> privacy = Optional.empty();
  final List<SiteEvent> events = Collections.synchronizedList(new ArrayList<>());

  SiteFixture(Path folder) throws IOException {
    this(folder, new SmallFederation(folder.resolve("release-0")));
    SmallFederation.writeData(data, List.of("x", "goal"), SmallFederation.FPS);
  }

  SiteFixture(Path folder, SmallFederation federation) throws IOException {
    this.folder = folder;
    this.federation = federation;
    registry = new LoopbackRegistry(federation);
    data = folder.resolve("data");
    federation.founding().store(folder.resolve("founding"));
    Path key = folder.resolve("node.key");
    if (!Files.exists(key)) {
      store(key, SmallFederation.NODE);
    }
  }

  static void store(Path file, HybridKey key) throws IOException {
    KeyFile.storeUnencrypted(file, List.of(key.ed25519(), key.mlDsa65()));
  }

  SiteSettings settings() {
    return settings(Optional.empty());
  }

  SiteSettings settings(Optional<SiteSettings.Validation> validation) {
    return new SiteSettings(
        registry.address(),
        folder.resolve("founding"),
        SmallFederation.ORGANIZATION,
        folder.resolve("node.key"),
        Optional.empty(),
        data,
        folder.resolve("state"),
        recipe,
        lastRound,
        validation,
        privacy);
  }

  SiteDaemon open() throws IOException {
    return SiteDaemon.open(settings(), events::add, clock);
  }

  /** A site whose journal asks another clock than its token. */
  SiteDaemon open(Clock journalClock) throws IOException {
    var identity =
        new NodeIdentity(federation.founding(), SmallFederation.ORGANIZATION, SmallFederation.NODE);
    return new SiteDaemon(SiteParts.of(settings(), identity, clock, journalClock, events::add));
  }

  @Override
  public void close() {
    registry.close();
  }
}
