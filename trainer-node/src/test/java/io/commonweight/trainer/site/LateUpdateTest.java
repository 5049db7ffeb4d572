package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Update;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates whose round has closed, or whose log was left, before they were logged. */
class LateUpdateTest {
  @TempDir Path folder;

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
}
