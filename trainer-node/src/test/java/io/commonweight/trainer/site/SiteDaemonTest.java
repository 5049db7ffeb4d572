package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.Update;
import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.tabletop.TabletopSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
  void keyThatIsNotDelegatedWaitsUntilItIs() throws Exception {
    try (var site = new SiteFixture(folder)) {
      Files.delete(site.folder.resolve("node.key"));
      HybridKey fresh = FederationFixture.key("fresh");
      SiteFixture.store(site.folder.resolve("node.key"), fresh);
      site.registry.openRound();
      try (SiteDaemon daemon = site.open()) {
        daemon.turn(Duration.ZERO);
        daemon.turn(Duration.ZERO);

        assertThat(site.registry.logged()).isEmpty();
        assertThat(site.events)
            .containsExactly(
                new SiteEvent.Waiting(
                    "waiting for the delegation of node key %s: run 'commonweight keys delegate'"
                        .formatted(fresh.fingerprint())));

        site.registry.say(revocation(), FederationFixture.rootKey(1)); // it has one place for nodes
        site.registry.say(
            FederationFixture.delegation(fresh, Role.NODE), FederationFixture.rootKey(1));
        daemon.turn(Duration.ZERO);
      }

      assertThat(site.events).contains(new SiteEvent.Recovered());
      assertThat(site.registry.logged())
          .singleElement()
          .satisfies(update -> assertThat(update.signer()).isEqualTo(fresh.fingerprint()));
    }
  }

  @Test
  void revokedKeySubmitsNothing() throws Exception {
    try (var site = new SiteFixture(folder);
        SiteDaemon daemon = site.open()) {
      site.registry.openRound();
      site.registry.say(revocation(), FederationFixture.rootKey(1));

      daemon.turn(Duration.ZERO);

      assertThat(site.registry.logged()).isEmpty();
      assertThat(site.events.getLast().text()).contains("was revoked at index");
    }
  }

  @Test
  void keyThatIsRevokedDuringTrainingSubmitsNothing() throws Exception {
    try (var site = new SiteFixture(folder)) {
      site.registry.openRound();
      SiteListener revoking =
          event -> {
            site.events.add(event);
            if (event instanceof SiteEvent.Packed) {
              say(site.registry, revocation(), FederationFixture.rootKey(1));
            }
          };

      try (SiteDaemon daemon = SiteDaemon.open(site.settings(), revoking, SiteFixture.CLOCK)) {
        assertThatThrownBy(() -> daemon.turn(Duration.ZERO))
            .isInstanceOf(SiteException.class)
            .hasMessageContaining("was revoked at index");
      }

      assertThat(site.registry.logged()).isEmpty();
    }
  }

  @Test
  void keyWhoseDelegationIsOverSubmitsNothingUntilItIsRenewed() throws Exception {
    try (var site = new SiteFixture(folder)) {
      Delegation first = FederationFixture.delegation(SmallFederation.NODE, Role.NODE);
      site.clock = Clock.fixed(Instant.ofEpochSecond(first.notAfter() + 1), ZoneOffset.UTC);
      try (SiteDaemon daemon = site.open()) {
        site.registry.openRound();
        daemon.turn(Duration.ZERO);

        assertThat(site.registry.logged()).isEmpty();
        assertThat(site.events.getLast().text()).contains("ended at");

        site.registry.say(renewed(first), FederationFixture.rootKey(1));
        daemon.turn(Duration.ZERO);

        assertThat(site.registry.logged()).hasSize(1);
      }
    }
  }

  @Test
  void framesAreNoMoreThanTheDelegationAllows() throws Exception {
    try (var site = new SiteFixture(folder);
        SiteDaemon daemon = site.open()) {
      Delegation first = FederationFixture.delegation(SmallFederation.NODE, Role.NODE);
      site.registry.say(
          new Delegation(
              first.federation(),
              first.role(),
              first.key(),
              70,
              first.notBefore() + 1,
              first.notAfter()),
          FederationFixture.rootKey(1));
      site.registry.openRound();

      daemon.turn(Duration.ZERO);

      assertThat(site.registry.logged().getFirst().statement().frames()).isEqualTo(70);
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
  void roundThatClosesDuringTrainingIsGivenUp() throws Exception {
    try (var site = new SiteFixture(folder)) {
      site.registry.openRound();
      SiteListener closing =
          event -> {
            site.events.add(event);
            if (event instanceof SiteEvent.Packed) {
              close(site.registry);
            }
          };

      try (SiteDaemon daemon = SiteDaemon.open(site.settings(), closing, SiteFixture.CLOCK)) {
        daemon.turn(Duration.ZERO);
      }

      assertThat(site.registry.logged()).isEmpty();
      assertThat(site.events)
          .last()
          .isEqualTo(new SiteEvent.Abandoned(1, "it closed before the update was ready"));
    }
  }

  @Test
  void updateThatIsReadyAfterItsRoundIsSubmittedInTheNextIfItStillCounts() throws Exception {
    try (var site = asynchronous()) {
      Round first = site.registry.openRound();
      trainWhile(site, () -> finish(site.registry));
      assertThat(site.registry.logged()).isEmpty();
      assertThat(site.events).noneMatch(SiteEvent.Abandoned.class::isInstance);

      Round second = site.registry.openRound();
      try (SiteDaemon daemon = site.open()) {
        daemon.turn(Duration.ZERO);
        daemon.turn(Duration.ZERO); // that was its part in round 2
        site.registry.finishRound();
        site.registry.openRound();
        daemon.turn(Duration.ZERO);
      }

      assertThat(site.registry.logged())
          .extracting(update -> update.statement().round())
          .containsExactly(first.id(), site.registry.state().rounds().getLast().id());
      InputSet inputs =
          InputSet.of(
              site.registry.state(), site.registry.state().round(second.id()).orElseThrow());
      assertThat(inputs.inputs()).singleElement().matches(input -> inputs.staleness(input) == 1);
      assertThat(site.registry.blob(inputs.inputs().getFirst().statement().commitment()))
          .isPresent();
    }
  }

  @Test
  void updateThatHasBecomeTooStaleIsGivenUp() throws Exception {
    try (var site = asynchronous()) {
      site.registry.openRound();
      trainWhile(
          site,
          () -> {
            finish(site.registry);
            open(site.registry);
            finish(site.registry);
          });

      assertThat(site.registry.logged()).isEmpty();
      assertThat(site.events)
          .last()
          .isEqualTo(new SiteEvent.Abandoned(1, "it closed before the update was ready"));
    }
  }

  private SiteFixture asynchronous() throws IOException {
    var rounds = new Charter.Rounds(1, 0, 1, 60, 4);
    var site = new SiteFixture(folder, new SmallFederation(folder.resolve("release-0"), rounds));
    SmallFederation.writeData(site.data, List.of("x", "goal"), SmallFederation.FPS);
    return site;
  }

  /** Has a node take part in the open round, and something happen before its update is sent. */
  private static void trainWhile(SiteFixture site, Runnable happening) throws Exception {
    SiteListener listener =
        event -> {
          site.events.add(event);
          if (event instanceof SiteEvent.Packed) {
            happening.run();
          }
        };
    try (SiteDaemon daemon = SiteDaemon.open(site.settings(), listener, SiteFixture.CLOCK)) {
      daemon.turn(Duration.ZERO);
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

  @Test
  void updateThatWasLostWithItsLogIsSubmittedAgainInTheNext() throws Exception {
    try (var site = new SiteFixture(folder);
        SiteDaemon daemon = site.open()) {
      site.registry.openRound();
      int cut = site.registry.size();
      daemon.turn(Duration.ZERO);
      daemon.turn(Duration.ZERO);
      Update update = site.registry.logged().getFirst().statement();

      site.registry.move(cut);
      assertThat(site.registry.logged()).isEmpty();
      daemon.turn(Duration.ZERO);
      daemon.turn(Duration.ZERO);

      assertThat(site.registry.logged()).extracting(Logged::statement).containsExactly(update);
      assertThat(site.registry.blob(update.commitment())).isPresent();
      assertThat(site.events.stream().filter(SiteEvent.Submitted.class::isInstance)).hasSize(2);
    }
  }

  @Test
  void updateThatTheNextLogHasIsNotLoggedAgainButItsFileIsBrought() throws Exception {
    try (var site = new SiteFixture(folder);
        SiteDaemon daemon = site.open()) {
      site.registry.openRound();
      daemon.turn(Duration.ZERO);
      Update update = site.registry.logged().getFirst().statement();

      site.registry.move(site.registry.size());
      daemon.turn(Duration.ZERO);

      assertThat(site.registry.logged()).extracting(Logged::statement).containsExactly(update);
      assertThat(site.registry.blob(update.commitment())).isPresent();
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

  private static Revocation revocation() {
    return new Revocation(
        SmallFederation.NODE.fingerprint(), Revocation.Reason.COMPROMISED, Optional.empty());
  }

  private static Delegation renewed(Delegation before) {
    return new Delegation(
        before.federation(),
        before.role(),
        before.key(),
        before.maxWeight(),
        before.notAfter(),
        before.notAfter() + 3600);
  }

  private static void say(
      LoopbackRegistry registry, io.commonweight.sdk.statement.Predicate predicate, HybridKey key) {
    try {
      registry.say(predicate, key);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void open(LoopbackRegistry registry) {
    try {
      registry.openRound();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void finish(LoopbackRegistry registry) {
    try {
      registry.finishRound();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void close(LoopbackRegistry registry) {
    try {
      registry.closeRound();
    } catch (IOException e) {
      throw new AssertionError(e);
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
