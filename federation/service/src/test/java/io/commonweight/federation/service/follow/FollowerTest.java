package io.commonweight.federation.service.follow;

import static io.commonweight.federation.service.ServiceFederation.blob;
import static io.commonweight.federation.service.ServiceFederation.quanta;
import static io.commonweight.federation.service.follow.Followers.await;
import static io.commonweight.federation.service.follow.Followers.omsKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cards.CardClaims;
import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.card.ReleaseCard;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.service.PeerRegistry;
import io.commonweight.federation.service.ServiceFederation;
import io.commonweight.federation.service.Workplace;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Revocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerTest {
  @TempDir private Path folder;
  private PeerRegistry registry;
  private Followers followers;

  @BeforeEach
  void start() throws IOException {
    var federation = new ServiceFederation();
    registry = new PeerRegistry(federation);
    followers = new Followers(federation, registry, folder);
  }

  @AfterEach
  void stop() {
    followers.close();
    registry.close();
  }

  @Test
  void quorumOfAggregatorsRunsARoundToItsRelease() throws Exception {
    for (int i = 1; i <= 3; i++) {
      followers.start(i);
    }
    await(() -> registry.state().openRound().isPresent());
    for (int i = 1; i <= 4; i++) {
      registry.submit(i, blob(quanta(i)));
    }

    await(() -> registry.state().releases().size() == 2);

    LoggedRelease logged = registry.state().latestRelease().orElseThrow();
    Release release = logged.release();
    assertThat(logged.envelopes()).hasSize(3);
    for (long index : logged.envelopes()) {
      assertThat(registry.entry(index).signerHint()).isIn(releaseKeys());
    }
    assertThat(release.standing().logSize()).isEqualTo(logged.aggregates().getLast() + 1);
    assertThat(logged.aggregates()).hasSize(3);
    assertThat(registry.blob(release.weights().sha256())).isPresent();
    byte[] card = registry.blob(release.file("README.md").orElseThrow().sha256()).orElseThrow();
    CardClaims.read(card)
        .check(
            "tabletop/policy", 1, ReleaseCard.facts(release.weights().sha256(), release.tensors()));
    for (int i = 1; i <= 3; i++) {
      String organization = FederationFixture.organization(i);
      await(() -> registry.bundle(logged.digest(), organization).isPresent());
      OmsBundle.parse(registry.bundle(logged.digest(), organization).orElseThrow())
          .verify(omsKey(i).verifyingKey(), release.files());
    }
  }

  @Test
  void loneAggregatorWaitsAndSaysForWhat() throws Exception {
    followers.start(1);

    await(() -> followers.progress(1).waiting().equals("waiting for round-open: 1 of 3"));

    assertThat(followers.progress(1).phase()).isEqualTo("AwaitingOpen");
    assertThat(followers.progress(1).problem()).isEmpty();
  }

  @Test
  void keyIsWaitedForUntilItsDelegationIsLogged() throws Exception {
    HybridKey fresh = FederationFixture.key("fresh");
    followers.start(1, fresh);
    await(
        () ->
            followers
                .progress(1)
                .waiting()
                .startsWith("waiting for the delegation of aggregator key"));
    long before = registry.state().size();

    registry.append(
        FederationFixture.delegation(fresh, Role.AGGREGATOR), FederationFixture.rootKey(1));

    await(() -> followers.progress(1).waiting().equals("waiting for round-open: 1 of 3"));
    assertThat(followers.progress(1).problem()).isEmpty();
    assertThat(registry.entry(before + 1).signerHint()).isEqualTo(fresh.fingerprint());
  }

  @Test
  void revokedKeySignsNothing() throws Exception {
    registry.append(
        new Revocation(
            FederationFixture.aggregatorKey(1).fingerprint(),
            Revocation.Reason.COMPROMISED,
            Optional.empty()),
        FederationFixture.rootKey(1));
    long size = registry.state().size();

    followers.start(1);

    await(() -> followers.progress(1).waiting().contains("was revoked at index " + (size - 1)));
    assertThat(registry.state().size()).isEqualTo(size);
    assertThat(followers.progress(1).isFollowing()).isTrue();
  }

  @Test
  void aggregatorThatWasKilledFindsItsWorkAgain() throws Exception {
    registry.open();
    registry.submit(1, blob(quanta(1)));
    registry.submit(2, blob(quanta(2)));
    registry.closeRound();
    for (int i = 1; i <= 3; i++) {
      followers.start(i);
    }
    await(
        () ->
            IntStream.rangeClosed(1, 3)
                .anyMatch(i -> followers.progress(i).lastAggregate().isPresent()));
    for (int i = 1; i <= 3; i++) {
      followers.stop(i);
    }

    for (int i = 1; i <= 3; i++) {
      followers.start(i);
    }

    await(() -> registry.state().releases().size() == 2);
  }

  @Test
  void repeatedDigestIsNotTakenForARecomputation() throws Exception {
    registry.open();
    registry.submit(1, blob(quanta(1)));
    registry.submit(2, blob(quanta(2)));
    Round round = registry.closeRound();
    Workplace own = followers.workplace(1);
    own.startWorker();
    Aggregate honest =
        own.coordinator(30_000)
            .compute(registry.state(), round, InputSet.of(registry.state(), round));
    // Organizations 2 and 3 repeat what organization 1 says, proof included.
    for (int i = 1; i <= 3; i++) {
      registry.append(honest, FederationFixture.aggregatorKey(i));
    }
    assertThat(registry.state().phase()).isInstanceOf(Phase.Releasing.class);

    followers.start(1);

    await(() -> followers.progress(1).waiting().contains("only 1 of 3 equal aggregates prove"));
    assertThat(registry.state().phase()).isInstanceOf(Phase.Releasing.class);
  }

  @Test
  void aggregatorDoesNotSignWhatItHasNotComputed() throws Exception {
    registry.open();
    registry.submit(1, blob(quanta(1)));
    registry.submit(2, blob(quanta(2)));
    Round round = registry.closeRound();
    for (int i = 2; i <= 4; i++) {
      registry.append(
          FederationFixture.aggregate(registry.state(), round, i, "conspiracy"),
          FederationFixture.aggregatorKey(i));
    }

    followers.start(1);

    await(() -> followers.progress(1).waiting().contains("this organization computed"));
  }

  @Test
  void forkedLogStopsSigning() throws Exception {
    followers.start(1);
    await(() -> followers.progress(1).waiting().startsWith("waiting for round-open"));

    registry.impersonate(
        CosignerKey.ofSeed(FederationFixture.ORIGIN, FederationFixture.digest("impostor").bytes()));

    await(() -> followers.progress(1).isHalted());
    assertThat(followers.progress(1).problem().orElseThrow()).contains("not to be trusted");
  }

  @Test
  void logThatWasReplacedWhileAwayIsNoticed() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data-1"));
    Files.writeString(
        data.resolve("log-tree"), "1 5 " + FederationFixture.digest("another history"));

    followers.start(1);

    await(() -> followers.progress(1).isHalted());
    assertThat(followers.progress(1).problem().orElseThrow()).contains("the log was forked");
  }

  @Test
  void registryThatComesBackIsFollowedAgain() throws Exception {
    followers.start(1);
    await(() -> followers.progress(1).isFollowing());
    registry.close();

    await(() -> followers.progress(1).problem().isPresent());

    assertThat(followers.progress(1).isHalted()).isFalse();
    assertThat(followers.progress(1).problem().orElseThrow()).contains("cannot reach the registry");
  }

  private static List<Fingerprint> releaseKeys() {
    return IntStream.rangeClosed(1, 4)
        .mapToObj(i -> FederationFixture.releaseKey(i).fingerprint())
        .toList();
  }
}
