package io.commonweight.federation.service.follow;

import static io.commonweight.federation.service.ServiceFederation.blob;
import static io.commonweight.federation.service.ServiceFederation.quanta;
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
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Revocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerTest {
  @TempDir private Path folder;
  private final ServiceFederation federation = new ServiceFederation();
  private final Map<Integer, ProgressBoard> boards = new TreeMap<>();
  private final Map<Integer, Thread> followers = new TreeMap<>();
  private final List<Workplace> workplaces = new ArrayList<>();
  private PeerRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new PeerRegistry(federation);
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (int i : List.copyOf(followers.keySet())) {
      stop(i);
    }
    workplaces.forEach(Workplace::close);
    registry.close();
  }

  @Test
  void quorumOfAggregatorsRunsARoundToItsRelease() throws Exception {
    for (int i = 1; i <= 3; i++) {
      follow(i);
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
    follow(1);

    await(() -> progress(1).waiting().equals("waiting for round-open: 1 of 3"));

    assertThat(progress(1).phase()).isEqualTo("AwaitingOpen");
    assertThat(progress(1).problem()).isEmpty();
  }

  @Test
  void keyIsWaitedForUntilItsDelegationIsLogged() throws Exception {
    HybridKey fresh = FederationFixture.key("fresh");
    follow(1, fresh);
    await(() -> progress(1).waiting().startsWith("waiting for the delegation of aggregator key"));
    long before = registry.state().size();

    registry.append(
        FederationFixture.delegation(fresh, Role.AGGREGATOR), FederationFixture.rootKey(1));

    await(() -> progress(1).waiting().equals("waiting for round-open: 1 of 3"));
    assertThat(progress(1).problem()).isEmpty();
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

    follow(1);

    await(() -> progress(1).waiting().contains("was revoked at index " + (size - 1)));
    assertThat(registry.state().size()).isEqualTo(size);
    assertThat(progress(1).isFollowing()).isTrue();
  }

  @Test
  void aggregatorThatWasKilledFindsItsWorkAgain() throws Exception {
    registry.open();
    registry.submit(1, blob(quanta(1)));
    registry.submit(2, blob(quanta(2)));
    registry.closeRound();
    for (int i = 1; i <= 3; i++) {
      follow(i);
    }
    await(() -> boards.values().stream().anyMatch(b -> b.now().lastAggregate().isPresent()));
    for (int i = 1; i <= 3; i++) {
      stop(i);
    }

    for (int i = 1; i <= 3; i++) {
      follow(i);
    }

    await(() -> registry.state().releases().size() == 2);
  }

  @Test
  void repeatedDigestIsNotTakenForARecomputation() throws Exception {
    registry.open();
    registry.submit(1, blob(quanta(1)));
    registry.submit(2, blob(quanta(2)));
    Round round = registry.closeRound();
    Workplace own = workplace(1);
    own.startWorker();
    Aggregate honest =
        own.coordinator(30_000)
            .compute(registry.state(), round, InputSet.of(registry.state(), round));
    // Organizations 2 and 3 repeat what organization 1 says, proof included.
    for (int i = 1; i <= 3; i++) {
      registry.append(honest, FederationFixture.aggregatorKey(i));
    }
    assertThat(registry.state().phase()).isInstanceOf(Phase.Releasing.class);

    follow(1);

    await(() -> progress(1).waiting().contains("only 1 of 3 equal aggregates prove"));
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

    follow(1);

    await(() -> progress(1).waiting().contains("this organization computed"));
  }

  @Test
  void forkedLogStopsSigning() throws Exception {
    follow(1);
    await(() -> progress(1).waiting().startsWith("waiting for round-open"));

    registry.impersonate(
        CosignerKey.ofSeed(FederationFixture.ORIGIN, FederationFixture.digest("impostor").bytes()));

    await(() -> progress(1).isHalted());
    assertThat(progress(1).problem().orElseThrow()).contains("not to be trusted");
  }

  @Test
  void logThatWasReplacedWhileAwayIsNoticed() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data-1"));
    Files.writeString(
        data.resolve("log-tree"), "1 5 " + FederationFixture.digest("another history"));

    follow(1);

    await(() -> progress(1).isHalted());
    assertThat(progress(1).problem().orElseThrow()).contains("the log was forked");
  }

  @Test
  void registryThatComesBackIsFollowedAgain() throws Exception {
    follow(1);
    await(() -> progress(1).isFollowing());
    registry.close();

    await(() -> progress(1).problem().isPresent());

    assertThat(progress(1).isHalted()).isFalse();
    assertThat(progress(1).problem().orElseThrow()).contains("cannot reach the registry");
  }

  private static List<Fingerprint> releaseKeys() {
    return IntStream.rangeClosed(1, 4)
        .mapToObj(i -> FederationFixture.releaseKey(i).fingerprint())
        .toList();
  }

  private static SigningKey omsKey(int i) {
    return FederationFixture.key(Algorithm.P_256, "oms-" + i);
  }

  private void follow(int i) throws IOException {
    follow(i, FederationFixture.aggregatorKey(i));
  }

  private void follow(int i, HybridKey aggregator) throws IOException {
    Workplace workplace = workplace(i);
    workplace.startWorker();
    var assignment =
        new Assignment(
            federation.founding(),
            FederationFixture.organization(i),
            new Keys(aggregator, FederationFixture.releaseKey(i), Optional.of(omsKey(i))),
            Files.createDirectories(folder.resolve("data-" + i)),
            Duration.ofSeconds(1));
    var board = new ProgressBoard();
    boards.put(i, board);
    Follower follower =
        Follower.of(
            assignment,
            workplace.site(),
            workplace.coordinator(30_000),
            workplace.metrics(),
            board);
    followers.put(i, Thread.ofPlatform().name("follower-" + i).daemon().start(follower));
  }

  private Progress progress(int i) {
    return boards.getOrDefault(i, new ProgressBoard()).now();
  }

  private Workplace workplace(int i) throws IOException {
    var workplace = new Workplace(registry, folder.resolve("store-" + i), i);
    workplaces.add(workplace);
    return workplace;
  }

  private void stop(int i) throws InterruptedException {
    Thread follower = followers.remove(i);
    if (follower != null) {
      follower.interrupt();
      follower.join(Duration.ofSeconds(10));
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
