package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Revocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node does what the log allows its key, and no more. */
class NodeKeyTest {
  @TempDir Path folder;

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
}
