package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.round.Round;
import io.commonweight.sdk.statement.Update;
import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.tabletop.TabletopSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteDaemonTest {
  @TempDir Path folder;

  @Test
  void openRoundIsAnsweredWithOneUpdateOfTheNode() throws Exception {
    try (var site = new SiteFixture(folder);
        SiteDaemon daemon = site.open()) {
      Round round = site.registry.openRound();

      daemon.turn(Duration.ZERO);
      daemon.turn(Duration.ZERO);

      assertThat(site.registry.logged()).hasSize(1);
      Update update = site.registry.logged().getFirst().statement();
      assertThat(update.round()).isEqualTo(round.id());
      assertThat(update.base()).isEqualTo(round.open().base());
      assertThat(update.frames()).isEqualTo(120);
      assertThat(site.registry.blob(update.commitment()).orElseThrow().size())
          .isEqualTo((int) update.bytes());
      assertThat(site.events)
          .hasAtLeastOneElementOfType(SiteEvent.Training.class)
          .last()
          .isEqualTo(new SiteEvent.Submitted(1, site.registry.state().size() - 1, update.bytes()));
    }
  }

  @Test
  void baseIsTriedOnceAndTheOutcomeIsLogged() throws Exception {
    var suite = new TabletopSuite(3);
    var federation =
        new SmallFederation(
            folder.resolve("release-0"), Policy.initial(suite.config(), 1), suite.embodiment());
    try (var site = new SiteFixture(folder, federation)) {
      suite.write(suite.reach().subList(0, 3), site.data);
      site.registry.openRound();
      var validation = new SiteSettings.Validation(3, "org1", 2);

      try (SiteDaemon daemon =
          SiteDaemon.open(
              site.settings(Optional.of(validation)), site.events::add, SiteFixture.CLOCK)) {
        daemon.turn(Duration.ZERO);
        daemon.turn(Duration.ZERO);
      }

      assertThat(site.registry.state().evaluations()).hasSize(1);
      assertThat(site.registry.state().evaluations().getFirst().statement().trials()).isEqualTo(2);
      assertThat(site.registry.logged()).hasSize(1);
    }
  }

  @Test
  void corruptRecordingIsReportedAndTheDaemonLivesUntilItIsRepaired() throws Exception {
    try (var site = new SiteFixture(folder)) {
      Path file = site.data.resolve("data/chunk-000/file-000.parquet");
      byte[] good = Files.readAllBytes(file);
      Files.write(file, new byte[100]);
      site.registry.openRound();
      BlockingQueue<SiteEvent> events = new LinkedBlockingQueue<>();
      var status = new SiteStatus();
      SiteListener both =
          event -> {
            status.on(event);
            events.add(event);
          };
      try (SiteDaemon daemon = SiteDaemon.open(site.settings(), both, SiteFixture.CLOCK)) {
        Thread thread = Thread.ofPlatform().start(daemon::run);

        SiteEvent problem = await(events, SiteEvent.Problem.class::isInstance);
        assertThat(problem.text()).contains("file-000.parquet");
        assertThat(status.problem()).contains(problem.text());
        Files.write(file, good);
        await(events, SiteEvent.Submitted.class::isInstance);
        await(events, SiteEvent.Recovered.class::isInstance);
        assertThat(status.problem()).isEmpty();
        daemon.stop();
        thread.join();
      }
    }
  }

  @Test
  void recordingsWithoutADemandedFeatureAreRefusedByName() throws Exception {
    try (var site = new SiteFixture(folder, new SmallFederation(folder.resolve("release-0")))) {
      SmallFederation.writeData(site.data, List.of("x", "elsewhere"), SmallFederation.FPS);

      assertRefused(site, "lack the observation \"goal\"");
    }
  }

  @Test
  void recordingsAtAnotherRateAreRefused() throws Exception {
    try (var site = new SiteFixture(folder, new SmallFederation(folder.resolve("release-0")))) {
      SmallFederation.writeData(site.data, List.of("x", "goal"), 25);

      assertRefused(site, "25 frames per second, the embodiment profile demands 10");
    }
  }

  @Test
  void baseThatIsNotWhatTheQuorumSignedIsRefused() throws Exception {
    try (var site = new SiteFixture(folder)) {
      site.federation
          .files()
          .computeIfPresent(
              PolicyFolder.WEIGHTS,
              (_, bytes) -> {
                byte[] other = bytes.toArray();
                other[other.length - 1] ^= 1;
                return io.commonweight.sdk.Bytes.of(other);
              });

      assertThatThrownBy(() -> turn(site))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("404");
      assertThat(site.registry.logged()).isEmpty();
    }
  }

  @Test
  void baseWithAnotherProfileThanTheCharterIsRefused() throws Exception {
    var federation = new SmallFederation(folder.resolve("release-0"));
    var other =
        new Embodiment(
            "other",
            "delta",
            SmallFederation.FPS,
            SmallFederation.EMBODIMENT.state(),
            SmallFederation.EMBODIMENT.action());
    federation.swapProfile(folder.resolve("other"), other);
    try (var site = new SiteFixture(folder, federation)) {
      SmallFederation.writeData(site.data, List.of("x", "goal"), SmallFederation.FPS);

      assertRefused(site, "but the charter demands");
    }
  }

  @Test
  void secondDaemonOnTheSameStateIsRefused() throws Exception {
    try (var site = new SiteFixture(folder);
        SiteDaemon _ = site.open()) {
      assertThatThrownBy(site::open)
          .isInstanceOf(Exception.class)
          .hasMessageContaining("in use by another node");
    }
  }

  @Test
  void nodeRestsAfterTheLastOfItsRounds() throws Exception {
    try (var site = new SiteFixture(folder)) {
      site.lastRound = OptionalInt.of(1);
      try (SiteDaemon daemon = site.open()) {
        site.registry.openRound();
        daemon.turn(Duration.ZERO);
        daemon.turn(Duration.ZERO);

        assertThat(site.registry.logged()).hasSize(1);
        assertThat(site.events).last().isEqualTo(new SiteEvent.Resting(1));
        assertThat(site.events).filteredOn(SiteEvent.Resting.class::isInstance).hasSize(1);
        assertThat(site.events.getLast().text()).isEqualTo("resting after round 1");
      }
    }
  }

  @Test
  void roundAfterTheLastIsLeftAlone() throws Exception {
    try (var site = new SiteFixture(folder)) {
      site.lastRound = OptionalInt.of(0);
      try (SiteDaemon daemon = site.open()) {
        site.registry.openRound();
        daemon.turn(Duration.ZERO);
      }

      assertThat(site.registry.logged()).isEmpty();
      assertThat(site.events).containsExactly(new SiteEvent.Resting(0));
    }
  }

  @Test
  void registryThatIsDownIsAProblemThatPasses() throws Exception {
    try (var site = new SiteFixture(folder);
        SiteDaemon daemon = site.open()) {
      site.registry.openRound();
      site.registry.setDown(true);
      assertThatThrownBy(() -> daemon.turn(Duration.ZERO)).hasMessageContaining("503");

      site.registry.setDown(false);
      daemon.turn(Duration.ZERO);

      assertThat(site.registry.logged()).hasSize(1);
    }
  }

  private static void assertRefused(SiteFixture site, String reason) {
    assertThatThrownBy(() -> turn(site))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining(reason);
    assertThat(site.registry.logged()).isEmpty();
  }

  private static void turn(SiteFixture site) throws IOException, SiteException {
    site.registry.openRound();
    try (SiteDaemon daemon = site.open()) {
      daemon.turn(Duration.ZERO);
    }
  }

  private static SiteEvent await(BlockingQueue<SiteEvent> events, Predicate<SiteEvent> wanted)
      throws InterruptedException {
    while (true) {
      SiteEvent event = events.take();
      if (wanted.test(event)) {
        return event;
      }
    }
  }
}
