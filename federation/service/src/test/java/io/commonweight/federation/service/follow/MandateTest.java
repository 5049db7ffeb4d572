package io.commonweight.federation.service.follow;

import static io.commonweight.federation.FederationFixture.ISSUED;
import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.key;
import static io.commonweight.federation.FederationFixture.organization;
import static io.commonweight.federation.FederationFixture.releaseKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.Duty;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.service.shard.RoundMetrics;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MandateTest {
  private static final HybridKey FRESH = key("fresh");

  private final FederationFixture federation = new FederationFixture(4);
  private final FederationState based = federation.based();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Duration since = Duration.ofDays(1);

  @Test
  void delegatedKeyMaySign() {
    assertThat(own().hindrance(close(), based)).isEmpty();
  }

  @Test
  void waitingNeedsNoKey() {
    assertThat(mandate(1, FRESH, FRESH).hindrance(new Duty.Wait("for others"), based)).isEmpty();
  }

  @Test
  void keyThatIsNotDelegatedHindersWhatItSigns() {
    Mandate mandate = mandate(1, FRESH, releaseKey(1));

    assertThat(mandate.hindrance(close(), based).orElseThrow())
        .startsWith("waiting for the delegation of aggregator key " + FRESH.fingerprint());
  }

  @Test
  void releaseNeedsTheReleaseKey() {
    Mandate mandate = mandate(1, aggregatorKey(1), FRESH);

    assertThat(mandate.hindrance(close(), based)).isEmpty();
    assertThat(mandate.hindrance(release(), based).orElseThrow())
        .startsWith("waiting for the delegation of release key " + FRESH.fingerprint());
  }

  @Test
  void expiredKeyMayNotSign() {
    since = Duration.ofDays(91);

    assertThat(own().hindrance(close(), based).orElseThrow()).contains("ended at");
  }

  @Test
  void roundOfAnotherArithmeticIsNotOpened() {
    assertThat(own().hindrance(new Duty.Open(Derivation.nextRound(based)), based).orElseThrow())
        .startsWith("round 1 wants aggregation " + FederationFixture.SPEC_ID)
        .endsWith("use the release of Commonweight that the federation agreed on");
  }

  @Test
  void organizationWithoutAVoteIsToldSo() {
    assertThat(mandate(9, FRESH, FRESH).hindrance(close(), based))
        .contains("org-9 does not aggregate under charter 1");
  }

  @Test
  void timeThatIsLeftIsMeasured() {
    since = Duration.ofDays(80);

    own().look(based.directory());

    assertThat(left("aggregator")).isEqualTo(Duration.ofDays(10));
    assertThat(left("release")).isEqualTo(Duration.ofDays(10));
  }

  @Test
  void keyWithoutADelegationHasNoTimeLeft() {
    mandate(1, aggregatorKey(1), FRESH).look(based.directory());

    assertThat(left("aggregator")).isEqualTo(Duration.ofDays(89));
    assertThat(left("release")).isZero();
  }

  private Duration left(String role) {
    double seconds =
        meters.get("commonweight.aggregator.delegation").tag("role", role).gauge().value();
    return Duration.ofSeconds(Math.round(seconds));
  }

  private Mandate own() {
    return mandate(1, aggregatorKey(1), releaseKey(1));
  }

  private Mandate mandate(int organization, HybridKey aggregator, HybridKey release) {
    var assignment =
        new Assignment(
            federation.founding(),
            organization(organization),
            new Keys(aggregator, release, Optional.empty()),
            Path.of("unused"),
            Duration.ofSeconds(1));
    Instant now = Instant.ofEpochSecond(ISSUED).plus(since);
    return new Mandate(assignment, new RoundMetrics(meters), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Duty close() {
    return new Duty.Close(new RoundClose(FederationFixture.digest("round")));
  }

  private Duty release() {
    FederationState open = federation.open(based);
    FederationState closed =
        federation.byAggregators(open, 3, new RoundClose(open.openRound().orElseThrow().id()));
    Round round = closed.rounds().getLast();
    var aggregate = FederationFixture.aggregate(closed, round, 1, "weights");
    return new Duty.Release(
        round, aggregate.result(), new Release.Standing(closed.size(), round.id()));
  }
}
