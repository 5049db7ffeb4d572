package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Sha256;
import io.commonweight.trainer.gate.Protection;
import io.commonweight.trainer.ledger.Account;
import io.commonweight.trainer.ledger.Budget;
import io.commonweight.trainer.ledger.PrivacyLedger;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateSiteTest {
  /** Lines of a round: seen, base verified, trained, charged, packed, uploaded, submitted. */
  private static final int CHARGED = 4;

  private static final int PACKED = 5;
  private static final int UPLOADED = 6;

  @TempDir Path folder;

  @Test
  void updateThatLeavesIsNoisyAndPaidFor() throws Exception {
    try (var plain = new SiteFixture(folder.resolve("plain"));
        var site = protectedSite("protected", 100);
        var other = protectedSite("other", 100)) {
      Sha256 without = submitted(plain);
      Sha256 first = submitted(site);
      Sha256 second = submitted(other);

      // All three trained the same weights: their seed is that of the round and the node.
      assertThat(first).isNotEqualTo(without).isNotEqualTo(second);
      Account account = account(site);
      assertThat(site.events).contains(new SiteEvent.Charged(1, account.epsilon(1e-5), 100, 1e-5));
      assertThat(account.expenses()).hasSize(1);
      assertThat(account.expenses().getFirst().update()).isEqualTo(first);
      assertThat(account.expenses().getFirst().data()).isEqualTo(site.data.toString());
      // (0.5·2^20)², and four times that: a multiplier of 2.
      assertThat(account.expenses().getFirst().clip()).isEqualTo("274877906944");
      assertThat(account.expenses().getFirst().variance()).isEqualTo("1099511627776");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void siteKilledBeforeALineIsWrittenSendsOneNoisyUpdateAndPaysOnce(int line) throws Exception {
    try (var site = protectedSite("killed", 100)) {
      Round round = site.registry.openRound();
      try (SiteDaemon first = site.open(new FusedClock(line))) {
        assertThatThrownBy(() -> first.turn(Duration.ZERO)).isInstanceOf(FusedClock.Killed.class);
      }
      Optional<Sha256> drawn =
          line > CHARGED ? Optional.of(Sha256.of(blob(site, round))) : Optional.empty();
      if (line > CHARGED) {
        Files.writeString(ledger(site), "{\"at\":17,\"exp", StandardOpenOption.APPEND);
      }

      try (SiteDaemon second = site.open()) {
        second.turn(Duration.ZERO);
        second.turn(Duration.ZERO);
      }

      assertThat(site.registry.logged()).hasSize(1);
      JournalEntry.Packed packed = packed(site, round);
      assertThat(site.registry.logged().getFirst().statement())
          .isEqualTo(packed.statement(SmallFederation.NODE.fingerprint()));
      assertThat(account(site).expenses()).hasSize(1);
      assertThat(account(site).holds(round.id(), packed.blob())).isTrue();
      drawn.ifPresent(blob -> assertThat(packed.blob()).isEqualTo(blob));
    }
  }

  @Test
  void noisyFileThatIsLostIsNeverDrawnAgain() throws Exception {
    try (var site = protectedSite("lost", 100)) {
      Round round = site.registry.openRound();
      try (SiteDaemon first = site.open(new FusedClock(UPLOADED))) {
        assertThatThrownBy(() -> first.turn(Duration.ZERO)).isInstanceOf(FusedClock.Killed.class);
      }
      Files.delete(blob(site, round));

      try (SiteDaemon second = site.open()) {
        second.turn(Duration.ZERO);
      }

      assertThat(site.registry.logged()).isEmpty();
      assertThat(account(site).expenses()).hasSize(1);
      assertThat(site.events.getLast().text()).contains("its noise is never drawn twice");
    }
  }

  /** What was drawn may have left with the journal that is gone, so both draws are paid for. */
  @Test
  void siteThatLosesItsJournalBeforeItWasLoggedPaysForBothUpdates() throws Exception {
    try (var site = protectedSite("journal", 100)) {
      Round round = site.registry.openRound();
      try (SiteDaemon first = site.open(new FusedClock(PACKED))) {
        assertThatThrownBy(() -> first.turn(Duration.ZERO)).isInstanceOf(FusedClock.Killed.class);
      }
      Files.delete(site.folder.resolve("state/journal.jsonl"));

      try (SiteDaemon second = site.open()) {
        second.turn(Duration.ZERO);
      }

      assertThat(site.registry.logged()).hasSize(1);
      assertThat(account(site).expenses()).hasSize(2);
      assertThat(account(site).holds(round.id(), packed(site, round).blob())).isTrue();
    }
  }

  @Test
  void roundIsGivenUpBeforeTrainingWhenTheBudgetIsSpent() throws Exception {
    double one;
    try (var site = protectedSite("rich", 100)) {
      submitted(site);
      one = account(site).epsilon(1e-5);
    }
    try (var site = protectedSite("poor", one * 1.01)) {
      submitted(site);
      site.registry.finishRound();
      Round second = site.registry.openRound();
      site.events.clear();
      try (SiteDaemon daemon = site.open()) {
        daemon.turn(Duration.ZERO);
      }

      assertThat(site.events)
          .last()
          .isInstanceOfSatisfying(
              SiteEvent.Abandoned.class,
              given -> {
                assertThat(given.round()).isEqualTo(second.number());
                assertThat(given.reason())
                    .contains("1 updates have spent")
                    .contains("raise --privacy-epsilon");
              });
      assertThat(site.events).doesNotHaveAnyElementsOfTypes(SiteEvent.Training.class);
      assertThat(account(site).expenses()).hasSize(1);
    }
  }

  @Test
  void roundWithoutRoomForTheNoiseIsGivenUpWithTheClipThatFits() throws Exception {
    try (var site = new SiteFixture(folder.resolve("loud"))) {
      site.privacy = privacy(site, "3", 100);
      site.registry.openRound();
      try (SiteDaemon daemon = site.open()) {
        daemon.turn(Duration.ZERO);
      }

      assertThat(site.events.getLast().text()).contains("choose a --privacy-clip of at most");
      assertThat(ledger(site)).doesNotExist();
    }
  }

  private SiteFixture protectedSite(String name, double epsilon) throws IOException {
    var site = new SiteFixture(folder.resolve(name));
    site.privacy = privacy(site, "0.5", epsilon);
    return site;
  }

  private static Optional<SiteSettings.Privacy> privacy(
      SiteFixture site, String clip, double epsilon) {
    return Optional.of(
        new SiteSettings.Privacy(
            new Protection(new BigDecimal("2"), new BigDecimal(clip)),
            new Budget(epsilon, 1e-5),
            ledger(site)));
  }

  private static Sha256 submitted(SiteFixture site) throws Exception {
    Round round = site.registry.openRound();
    try (SiteDaemon daemon = site.open()) {
      daemon.turn(Duration.ZERO);
    }
    assertThat(site.registry.logged()).hasSize(1);
    return packed(site, round).blob();
  }

  private static JournalEntry.Packed packed(SiteFixture site, Round round) throws IOException {
    try (Journal journal = Journal.open(site.folder.resolve("state"), Clock.systemUTC())) {
      return journal.progress(round.id()).packed().orElseThrow();
    }
  }

  private static Account account(SiteFixture site) throws IOException {
    return PrivacyLedger.read(ledger(site));
  }

  private static Path ledger(SiteFixture site) {
    return site.folder.resolve("state/privacy.jsonl");
  }

  private static Path blob(SiteFixture site, Round round) {
    return site.folder.resolve("state/updates").resolve(round.id() + ".safetensors");
  }
}
