package io.commonweight.registry.update;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.nodeKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.registry.access.Caller;
import io.commonweight.registry.problem.RegistryException.NoOpenRound;
import io.commonweight.registry.problem.RegistryException.RoundOpen;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Update;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UpdateAccessTest {
  private static final Caller AGGREGATOR =
      new Caller(
          FederationFixture.NAME,
          aggregatorKey(2).fingerprint(),
          new Holder("org-2", Role.AGGREGATOR),
          Instant.MAX);

  private final FederationFixture federation = new FederationFixture(4);

  @Test
  void onlyAnOpenRoundTakesUpdates() {
    FederationState before = federation.based();
    FederationState open = federation.open(before);
    Round round = open.openRound().orElseThrow();
    Update update = FederationFixture.update(round, 1);

    assertThatThrownBy(() -> UpdateAccess.requireWritable(before, update.commitment()))
        .isInstanceOf(NoOpenRound.class);
    assertThat(UpdateAccess.requireWritable(open, update.commitment()))
        .isEqualTo(round.open().maxUpdateBytes());
    assertThatThrownBy(() -> UpdateAccess.requireWritable(close(open, round), update.commitment()))
        .isInstanceOf(NoOpenRound.class);
  }

  @Test
  void nextRoundTakesNoUpdateThatWasLoggedInTheLast() {
    FederationState open = federation.open(federation.based());
    Round first = open.openRound().orElseThrow();
    Update update = FederationFixture.update(first, 1);
    FederationState logged = federation.then(open, update, nodeKey(1));
    assertThat(UpdateAccess.requireWritable(logged, update.commitment()))
        .isEqualTo(first.open().maxUpdateBytes());

    FederationState second = federation.open(released(close(logged, first), first));

    assertThat(second.openRound().orElseThrow().number()).isEqualTo(first.number() + 1);
    assertThatThrownBy(() -> UpdateAccess.requireWritable(second, update.commitment()))
        .isInstanceOf(NoOpenRound.class)
        .hasMessageContaining("has closed");
  }

  @Test
  void staleUpdateIsReadOnlyAfterTheRoundInWhichItCounts() {
    var asynchronous = new FederationFixture(4, new Charter.Rounds(2, 0, 1, 60, 4));
    FederationState open = asynchronous.open(asynchronous.based());
    Round first = open.openRound().orElseThrow();
    Update stale = FederationFixture.update(first, 1);
    FederationState between =
        asynchronous.then(close(open, first), FederationFixture.update(first, 2), nodeKey(2));
    assertUnread(between, FederationFixture.update(first, 2), "round 2, in which");

    FederationState second = asynchronous.open(released(between, first));
    FederationState logged = asynchronous.then(second, stale, nodeKey(1));

    assertUnread(logged, stale, "round 2, in which the update was logged, has not closed");
    assertUnread(logged, FederationFixture.update(first, 2), "has not closed");
    assertThat(UpdateAccess.requireWritable(logged, stale.commitment()))
        .isEqualTo(first.open().maxUpdateBytes());
    FederationState closed = close(logged, second.openRound().orElseThrow());
    assertThatCode(() -> UpdateAccess.requireReadable(closed, AGGREGATOR, stale.commitment()))
        .doesNotThrowAnyException();
  }

  private static void assertUnread(FederationState state, Update update, String reason) {
    assertThatThrownBy(() -> UpdateAccess.requireReadable(state, AGGREGATOR, update.commitment()))
        .isInstanceOf(RoundOpen.class)
        .hasMessageContaining(reason);
  }

  private FederationState close(FederationState state, Round round) {
    return federation.byAggregators(state, federation.required(), new RoundClose(round.id()));
  }

  private FederationState released(FederationState closed, Round round) {
    FederationState state = closed;
    Round cut = closed.round(round.id()).orElseThrow();
    for (int i = 1; i <= federation.required(); i++) {
      state =
          federation.then(
              state, FederationFixture.aggregate(closed, cut, i, "weights-1"), aggregatorKey(i));
    }
    var releasing = (Phase.Releasing) state.phase();
    Release release =
        Derivation.nextRelease(
            state,
            releasing.round(),
            releasing.result(),
            releasing.standing(),
            new Release.File("README.md", FederationFixture.digest("card-1"), 100));
    return federation.released(state, federation.required(), release);
  }
}
