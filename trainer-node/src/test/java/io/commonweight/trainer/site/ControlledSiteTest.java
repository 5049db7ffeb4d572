package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Sha256;
import io.commonweight.trainer.train.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlledSiteTest {
  @TempDir Path folder;

  /** Base verified, trained, packed: the control variates are written between the first two. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void siteKilledInItsSecondRoundMakesTheSameUpdate(int entry) throws Exception {
    Sha256 undisturbed = secondUpdate("undisturbed");
    try (var site = controlled("killed")) {
      firstRound(site);
      Round round = site.registry.openRound();
      try (SiteDaemon daemon = site.open(new FusedClock(entry))) {
        assertThatThrownBy(() -> daemon.turn(Duration.ZERO)).isInstanceOf(FusedClock.Killed.class);
      }

      try (SiteDaemon daemon = site.open()) {
        daemon.turn(Duration.ZERO);
      }

      assertThat(update(site, round)).isEqualTo(undisturbed);
    }
  }

  @Test
  void whatIsRememberedOfTheFirstRoundChangesTheSecond() throws Exception {
    Sha256 remembered = secondUpdate("remembered");
    try (var site = controlled("forgotten")) {
      firstRound(site);
      Files.delete(site.folder.resolve("state/control/round-000001.safetensors"));
      Round round = site.registry.openRound();
      try (SiteDaemon daemon = site.open()) {
        daemon.turn(Duration.ZERO);
      }

      assertThat(update(site, round)).isNotEqualTo(remembered);
    }
  }

  private Sha256 secondUpdate(String name) throws Exception {
    try (var site = controlled(name)) {
      firstRound(site);
      Round round = site.registry.openRound();
      try (SiteDaemon daemon = site.open()) {
        daemon.turn(Duration.ZERO);
      }
      return update(site, round);
    }
  }

  private SiteFixture controlled(String name) throws IOException {
    var site = new SiteFixture(folder.resolve(name));
    site.recipe = new Recipe(4, 5, 16, 1e-2, 1e-4, 0.01, 0, true);
    return site;
  }

  private static void firstRound(SiteFixture site) throws Exception {
    site.registry.openRound();
    try (SiteDaemon daemon = site.open()) {
      daemon.turn(Duration.ZERO);
    }
    site.registry.finishRound();
  }

  private static Sha256 update(SiteFixture site, Round round) throws IOException {
    try (Journal journal = Journal.open(site.folder.resolve("state"), Clock.systemUTC())) {
      return journal.progress(round.id()).packed().orElseThrow().blob();
    }
  }
}
