package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.Cohort;
import io.commonweight.federation.round.CohortSum;
import io.commonweight.federation.round.Phase;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.trainer.gate.Protection;
import io.commonweight.trainer.ledger.Budget;
import io.commonweight.trainer.site.SecureSites.Site;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes of two organizations in secure rounds, from training to the sum. */
class SecureSiteTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Privacy.class,
      names = {"COHORT", "SEALED"})
  void sumIsThatOfThePlainFiles(Privacy privacy) throws Exception {
    try (var all = new SecureSites(folder, privacy)) {
      play(all, all.sites);

      List<CohortSum> sums = all.inputs().sums();
      assertThat(sums).hasSize(privacy == Privacy.SEALED ? 1 : 2);
      for (CohortSum sum : sums) {
        assertThat(sum.inputs()).hasSize(privacy == Privacy.SEALED ? 4 : 2);
        assertSum(all, sum);
      }
      Site site = all.sites.getFirst();
      assertThat(all.registry.secure())
          .containsKey(vector(sums.getFirst()))
          .containsValue(Bytes.of(Files.readAllBytes(all.file(site, "masked"))))
          .doesNotContainValue(Bytes.of(Files.readAllBytes(all.file(site, "safetensors"))));
      assertThat(site.events)
          .hasAtLeastOneElementOfType(SiteEvent.Packed.class)
          .contains(
              new SiteEvent.Advertised(1, sums.getFirst().inputs().size()),
              new SiteEvent.Dealt(1, sums.getFirst().inputs().size()))
          .last()
          .isEqualTo(new SiteEvent.Revealed(1, sums.getFirst().inputs().size()));
      assertThat(site.state().resolve("receipts/round-000001.tlog")).exists();
      SecureSites.turn(all.sites);
      assertThat(site.events).last().isInstanceOf(SiteEvent.Revealed.class);
      assertThat(all.registry.logged()).isEmpty();
    }
  }

  @Test
  void noisyFileIsWhatIsMasked() throws Exception {
    try (var all = new SecureSites(folder, Privacy.SEALED)) {
      all.privacy =
          Optional.of(
              new SiteSettings.Privacy(
                  new Protection(BigDecimal.ONE, new BigDecimal("0.05")),
                  new Budget(100, 1e-5),
                  folder.resolve("ledger.jsonl")));
      play(all, all.sites);

      assertSum(all, all.inputs().sums().getFirst());
      assertThat(all.sites.getFirst().events).hasAtLeastOneElementOfType(SiteEvent.Charged.class);
    }
  }

  @Test
  void nothingIsRevealedBeforeWitnessesVouchForTheEndOfTheRound() throws Exception {
    try (var all = new SecureSites(folder, Privacy.SEALED)) {
      all.registry.openRound();
      all.step(all.sites);
      all.step(all.sites);
      SecureSites.turn(all.sites);
      all.registry.witness(); // of all that was said, but not of the end
      all.registry.endStep();

      SecureSites.turn(all.sites);
      SecureSites.turn(all.sites);
      assertThat(cohort(all).revealed()).isEmpty();
      assertThat(all.sites.getFirst().events)
          .filteredOn(new SiteEvent.Unwitnessed(1)::equals)
          .hasSize(1);

      all.registry.witness();
      SecureSites.turn(all.sites.subList(0, 2));
      assertThat(cohort(all).revealed()).hasSize(2);
      SecureSites.turn(all.sites.subList(2, 4)); // the checkpoint covers less than the log by now
      assertThat(cohort(all).revealed()).hasSize(4);
    }
  }

  @Test
  void nothingIsRevealedIfWitnessesVouchForAnotherLog() throws Exception {
    try (var all = new SecureSites(folder, Privacy.SEALED)) {
      all.registry.openRound();
      for (int i = 0; i < 3; i++) {
        all.step(all.sites);
      }
      all.registry.witness(
          new Checkpoint(
              FederationFixture.ORIGIN,
              all.registry.size(),
              FederationFixture.digest("another log")));

      Site site = all.sites.getFirst();
      assertThatThrownBy(site::turn)
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("witnessed checkpoint that does not fit the log");
      all.registry.witness(
          new Checkpoint(
              FederationFixture.ORIGIN,
              all.registry.size() + 1,
              FederationFixture.digest("more than is shown")));
      site.turn();
      assertThat(cohort(all).revealed()).isEmpty();

      all.registry.endStep();
      site.turn();
      assertThat(site.events.getLast())
          .isEqualTo(new SiteEvent.Abandoned(1, "the round went on without the shares it holds"));
    }
  }

  @Test
  void nodeThatIsRestartedInItsSessionSitsTheRoundOut() throws Exception {
    try (var all = new SecureSites(folder, Privacy.SEALED)) {
      Site restarted = all.sites.getFirst();
      all.registry.openRound();
      all.step(all.sites);
      all.step(all.sites);
      restarted.kill();
      all.step(all.sites);

      assertThat(restarted.events.getLast().text())
          .startsWith("round 1: given up: the node was restarted in the middle of its session");
      all.registry.witness();
      all.step(all.sites);
      CohortSum sum = all.inputs().sums().getFirst();
      assertThat(sum.survivors().ids()).hasSize(3).doesNotContain(restarted.key.fingerprint());
      assertSum(all, sum);
    }
  }

  @Test
  void nodeThatIsRestartedBeforeItsSessionGoesOnWithItsFile() throws Exception {
    try (var all = new SecureSites(folder, Privacy.SEALED)) {
      Site restarted = all.sites.getFirst();
      all.registry.openRound();
      assertThatThrownBy(restarted::turnUntilPacked).hasMessageContaining("503");
      restarted.kill();
      all.registry.setDown(false);
      play(all, all.sites);

      assertThat(restarted.events).filteredOn(SiteEvent.Packed.class::isInstance).hasSize(1);
      CohortSum sum = all.inputs().sums().getFirst();
      assertThat(sum.inputs()).hasSize(4);
      assertSum(all, sum);
    }
  }

  @Test
  void fileOfASecureRoundThatHasGoneOnNeverLeaves() throws Exception {
    try (var all = new SecureSites(folder, Privacy.SEALED)) {
      Site away = all.sites.getFirst();
      all.registry.openRound();
      assertThatThrownBy(away::turnUntilPacked).hasMessageContaining("503");
      all.registry.setDown(false);
      play(all, all.sites.subList(1, 4));
      int size = all.registry.size();
      away.turn();
      away.turn();

      assertThat(all.registry.size()).isEqualTo(size);
      assertThat(all.registry.secure()).hasSize(6);
      assertThat(away.events)
          .last()
          .isEqualTo(
              new SiteEvent.Abandoned(1, "the round went on before this node had said its keys"));
    }
  }

  @Test
  void answersThatAreLostAreAskedForAgain() throws Exception {
    try (var all = new SecureSites(folder, Privacy.SEALED)) {
      all.registry.openRound();
      for (int step = 0; step < 4; step++) {
        if (all.registry.state().phase() instanceof Phase.Revealing) {
          all.registry.witness();
        }
        all.registry.setAnswersLost(true);
        for (Site site : all.sites) {
          assertThatThrownBy(site::turn).hasMessageContaining("503");
        }
        all.registry.setAnswersLost(false);
        all.step(all.sites);
      }

      CohortSum sum = all.inputs().sums().getFirst();
      assertThat(sum.inputs()).hasSize(4);
      assertSum(all, sum);
    }
  }

  @Test
  void nodeThatComesTooLateTakesNoPart() throws Exception {
    try (var all = new SecureSites(folder, Privacy.SEALED)) {
      all.registry.openRound();
      all.step(all.sites.subList(1, 4));
      Site late = all.sites.getFirst();
      late.turn();

      assertThat(late.events)
          .containsExactly(
              new SiteEvent.Abandoned(
                  1, "keys were said by all who take part before this node's vector was ready"));
      all.step(all.sites);
      assertThat(cohort(all).dealt()).hasSize(3);
    }
  }

  @Test
  void stepThatPassesWithoutANodeEndsItsSession() throws Exception {
    try (var all = new SecureSites(folder, Privacy.SEALED)) {
      all.registry.openRound();
      all.step(all.sites);
      all.step(all.sites.subList(1, 4));
      Site absent = all.sites.getFirst();
      absent.turn();

      assertThat(absent.events)
          .last()
          .isEqualTo(new SiteEvent.Abandoned(1, "the round went on without its shares"));
      all.step(all.sites);
      assertThat(cohort(all).inputs()).hasSize(3);
    }
  }

  @Test
  void cohortThatIsTooSmallEndsTheSessionByName() throws Exception {
    try (var all = new SecureSites(folder, Privacy.COHORT)) {
      Site alone = all.sites.getFirst();
      all.registry.openRound();
      all.step(List.of(alone, all.sites.get(2), all.sites.get(3)));
      alone.turn();

      assertThat(alone.events.getLast().text()).contains("given up: TOO_FEW");
    }
  }

  @Test
  void fileThatWasChangedAfterTheGateHasExaminedItIsNotMasked() throws Exception {
    try (var all = new SecureSites(folder, Privacy.SEALED)) {
      Site changed = all.sites.getFirst();
      all.registry.openRound();
      all.step(all.sites);
      all.step(all.sites);
      Files.write(all.file(changed, "safetensors"), new byte[100]);
      all.step(all.sites);

      assertThat(changed.events.getLast().text()).contains("not the file any more");
      assertThat(cohort(all).inputs()).hasSize(3);
    }
  }

  private static void play(SecureSites all, List<Site> sites) throws Exception {
    if (!(all.registry.state().phase() instanceof Phase.Advertising)) {
      all.registry.openRound();
    }
    for (int i = 0; i < 3; i++) {
      all.step(sites);
    }
    all.registry.witness();
    all.step(sites);
    assertThat(all.inputs().rejected()).extracting(Aggregate.Rejection::reason).isEmpty();
  }

  private static void assertSum(SecureSites all, CohortSum sum) throws Exception {
    long[] unmasked = all.sum(sum);
    assertThat(unmasked).isEqualTo(all.plainSum(sum.survivors().ids(), unmasked.length));
  }

  private static Sha256 vector(CohortSum sum) {
    return sum.inputs().getFirst().statement().vector();
  }

  private static Cohort cohort(SecureSites all) {
    return all.registry.state().secureRound().orElseThrow().cohorts().getFirst();
  }
}
