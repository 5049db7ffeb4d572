package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashTest {
  /** Entries of a round: seen, base verified, trained, packed, uploaded, submitted. */
  private static final int ENTRIES = 6;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void siteKilledBeforeAnEntryIsWrittenSubmitsExactlyOnce(int entry) throws Exception {
    Sha256 undisturbed = undisturbed();
    try (var site = new SiteFixture(folder.resolve("killed"))) {
      Round round = site.registry.openRound();
      try (SiteDaemon first = site.open(new FusedClock(entry))) {
        assertThatThrownBy(() -> first.turn(Duration.ZERO)).isInstanceOf(FusedClock.Killed.class);
      }
      tearLastLine(site);

      try (SiteDaemon second = site.open()) {
        second.turn(Duration.ZERO);
        second.turn(Duration.ZERO);
      }

      RoundProgress progress = progress(site, round);
      assertThat(progress.isOver()).isTrue();
      assertThat(site.registry.logged()).hasSize(1);
      assertThat(site.registry.logged().getFirst().statement())
          .isEqualTo(progress.packed().orElseThrow().statement(SmallFederation.NODE.fingerprint()));
      assertThat(progress.packed().orElseThrow().blob()).isEqualTo(undisturbed);
      assertThat(site.folder.resolve("state/receipts/round-000001.tlog")).exists();
    }
  }

  @Test
  void siteThatLosesItsUpdateFileTrainsItAgainAndKeepsItsCommitment() throws Exception {
    try (var site = new SiteFixture(folder)) {
      Round round = site.registry.openRound();
      try (SiteDaemon first = site.open(new FusedClock(ENTRIES - 1))) {
        assertThatThrownBy(() -> first.turn(Duration.ZERO)).isInstanceOf(FusedClock.Killed.class);
      }
      JournalEntry.Packed before = progress(site, round).packed().orElseThrow();
      Files.delete(site.folder.resolve("state/updates").resolve(round.id() + ".safetensors"));

      try (SiteDaemon second = site.open()) {
        second.turn(Duration.ZERO);
      }

      assertThat(progress(site, round).packed()).contains(before);
      assertThat(site.registry.logged()).hasSize(1);
      assertThat(site.registry.logged().getFirst().statement())
          .isEqualTo(before.statement(SmallFederation.NODE.fingerprint()));
    }
  }

  @Test
  void siteThatLosesItsWholeMemoryDoesNotSubmitAgain() throws Exception {
    try (var site = new SiteFixture(folder)) {
      site.registry.openRound();
      try (SiteDaemon first = site.open()) {
        first.turn(Duration.ZERO);
      }
      Files.move(site.folder.resolve("state"), site.folder.resolve("lost"));

      try (SiteDaemon second = site.open()) {
        second.turn(Duration.ZERO);
      }

      assertThat(site.registry.logged()).hasSize(1);
      assertThat(site.events.getLast()).isInstanceOf(SiteEvent.Abandoned.class);
    }
  }

  @Test
  void receiptIsFetchedEvenAfterTheRoundHasClosed() throws Exception {
    try (var site = new SiteFixture(folder)) {
      Round round = site.registry.openRound();
      try (SiteDaemon first = site.open(new FusedClock(ENTRIES))) {
        assertThatThrownBy(() -> first.turn(Duration.ZERO)).isInstanceOf(FusedClock.Killed.class);
      }
      site.registry.closeRound();

      try (SiteDaemon second = site.open()) {
        second.turn(Duration.ZERO);
      }

      assertThat(progress(site, round).isOver()).isTrue();
      assertThat(site.events.getLast()).isInstanceOf(SiteEvent.Submitted.class);
    }
  }

  @Test
  void receiptIsFetchedEvenWhenTheNextRoundIsOpen() throws Exception {
    try (var site = new SiteFixture(folder)) {
      Round round = site.registry.openRound();
      try (SiteDaemon first = site.open(new FusedClock(ENTRIES))) {
        assertThatThrownBy(() -> first.turn(Duration.ZERO)).isInstanceOf(FusedClock.Killed.class);
      }
      Path receipt = site.folder.resolve("state/receipts/round-000001.tlog");
      Files.deleteIfExists(receipt);
      site.registry.finishRound();
      site.registry.openRound();

      try (SiteDaemon second = site.open()) {
        second.turn(Duration.ZERO);
      }

      assertThat(receipt).exists();
      assertThat(progress(site, round).isOver()).isTrue();
      assertThat(site.registry.logged()).hasSize(2);
    }
  }

  /** The digest of the update that a site makes if nothing happens to it. */
  private Sha256 undisturbed() throws Exception {
    try (var site = new SiteFixture(folder.resolve("undisturbed"))) {
      Round round = site.registry.openRound();
      try (SiteDaemon daemon = site.open()) {
        daemon.turn(Duration.ZERO);
      }
      return progress(site, round).packed().orElseThrow().blob();
    }
  }

  private static RoundProgress progress(SiteFixture site, Round round) throws IOException {
    try (Journal journal = Journal.open(site.folder.resolve("state"), Clock.systemUTC())) {
      return journal.progress(round.id());
    }
  }

  private static void tearLastLine(SiteFixture site) throws IOException {
    Files.write(
        site.folder.resolve("state/journal.jsonl"),
        "{\"at\":17,\"ent".getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.APPEND);
  }
}
