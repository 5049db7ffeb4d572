package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.aggregate;
import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.digest;
import static io.commonweight.federation.FederationFixture.nodeKey;
import static io.commonweight.federation.FederationFixture.releaseKey;
import static io.commonweight.federation.FederationFixture.rootKey;
import static io.commonweight.federation.FederationFixture.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import java.util.List;
import org.junit.jupiter.api.Test;

class FederationStateTest {
  private final FederationFixture federation = new FederationFixture(4);

  @Test
  void charterIsInForceOnceThreeOfFourHaveSigned() {
    FederationState state = FederationState.founding(federation.founding());
    for (int i = 1; i <= 2; i++) {
      state = federation.then(state, state.charter(), rootKey(i));
      assertThat(state.phase()).isInstanceOf(Phase.AwaitingCharter.class);
    }
    state = federation.then(state, state.charter(), rootKey(2));
    assertThat(state.phase()).isInstanceOf(Phase.AwaitingCharter.class); // one twice is one

    state = federation.then(state, state.charter(), rootKey(3));

    assertThat(state.phase()).isInstanceOf(Phase.AwaitingBase.class);
  }

  @Test
  void releaseZeroNeedsEverybody() {
    FederationState state = federation.founded();
    long first = state.size();
    for (int i = 1; i <= 3; i++) {
      state = federation.then(state, federation.release0(), rootKey(i));
    }
    assertThat(state.latestRelease()).isEmpty();

    state = federation.then(state, federation.release0(), rootKey(4));

    assertThat(state.latestRelease().orElseThrow().release()).isEqualTo(federation.release0());
    assertThat(state.latestRelease().orElseThrow().envelopes())
        .containsExactly(first, first + 1, first + 2, first + 3);
  }

  @Test
  void roundRunsFromOpeningToRelease() {
    FederationState state = collected(federation.open(federation.based()));
    Round round = state.rounds().getLast();
    assertThat(round.cutoff()).hasValue(state.size() - 1);

    for (int i = 1; i <= 3; i++) {
      state = federation.then(state, aggregate(state, round, i, "out"), aggregatorKey(i));
    }
    state = federation.released(state, 3, nextRelease(state));

    assertThat(state.phase()).isInstanceOf(Phase.AwaitingOpen.class);
    LoggedRelease release = state.latestRelease().orElseThrow();
    assertThat(release.release().sequence()).isEqualTo(1);
    assertThat(release.release().weights().sha256()).isEqualTo(digest("out"));
    assertThat(release.aggregates()).hasSize(3);
    assertThat(Derivation.nextRound(state).number()).isEqualTo(2);
  }

  @Test
  void releaseRestsOnNoAggregateThatItsSignersHadNotSeen() {
    FederationState state = collected(federation.open(federation.based()));
    Round round = state.rounds().getLast();
    long first = state.size();
    for (int i = 1; i <= 4; i++) {
      state = federation.then(state, aggregate(state, round, i, "out"), aggregatorKey(i));
    }
    state = federation.released(state, 3, nextRelease(state));

    LoggedRelease release = state.latestRelease().orElseThrow();
    assertThat(release.release().standing().logSize()).isEqualTo(first + 3);
    assertThat(release.aggregates()).containsExactly(first, first + 1, first + 2);
  }

  @Test
  void liarDoesNotCountTowardTheQuorumOfAggregates() {
    FederationState state = collected(federation.open(federation.based()));
    Round round = state.rounds().getLast();
    state = federation.then(state, aggregate(state, round, 1, "lie"), aggregatorKey(1));
    state = federation.then(state, aggregate(state, round, 2, "out"), aggregatorKey(2));
    state = federation.then(state, aggregate(state, round, 3, "out"), aggregatorKey(3));
    assertThat(state.phase()).isInstanceOf(Phase.Aggregating.class);

    state = federation.then(state, aggregate(state, round, 4, "out"), aggregatorKey(4));

    assertThat(state.phase()).isInstanceOf(Phase.Releasing.class);
    assertThat(((Phase.Releasing) state.phase()).result().outputDigest()).isEqualTo(digest("out"));
  }

  @Test
  void organizationCannotStateTwoAggregatesOfARound() {
    FederationState state = collected(federation.open(federation.based()));
    Round round = state.rounds().getLast();
    Aggregate second = aggregate(state, round, 1, "out");
    state = federation.then(state, aggregate(state, round, 1, "lie"), aggregatorKey(1));

    Refusal refusal = state.judge(federation.signed(state, second, aggregatorKey(1))).orElseThrow();

    assertThat(refusal.code()).isEqualTo(Code.STATE);
    assertThat(refusal.detail()).contains("org-1 has said otherwise");
  }

  @Test
  void singleEarlyCloserExcludesNobody() {
    FederationState state = federation.open(federation.based());
    Round round = state.openRound().orElseThrow();
    state = federation.then(state, new RoundClose(round.id()), aggregatorKey(1));
    state = federation.then(state, new RoundClose(round.id()), aggregatorKey(1));

    assertThat(state.openRound()).isPresent();
  }

  @Test
  void lateUpdateIsLoggedAndRejectedInTheNextRound() {
    FederationState state = federation.open(federation.based());
    Round first = state.openRound().orElseThrow();
    for (int i = 1; i <= 3; i++) {
      state = federation.then(state, update(first, i), nodeKey(i));
    }
    state = federation.byAggregators(state, 3, new RoundClose(first.id()));
    long late = state.size();
    state = federation.then(state, update(first, 4), nodeKey(4));
    assertThat(InputSet.of(state, state.rounds().getFirst()).inputs()).hasSize(3);

    state = collected(federation.open(released(state)));

    assertThat(InputSet.of(state, state.rounds().getLast()).rejected())
        .containsExactly(new Rejection(late, nodeKey(4).fingerprint(), Reason.LATE));
  }

  @Test
  void wrongBaseAndDuplicateUpdatesAreRejectedWithTheirReasons() {
    FederationState state = federation.open(federation.based());
    Round round = state.openRound().orElseThrow();
    state = federation.then(state, update(round, 1, digest("other")), nodeKey(1));
    long wrongBase = state.size() - 1;
    state = federation.then(state, update(round, 2), nodeKey(2));
    state = federation.then(state, update(round, 2, digest("other")), nodeKey(2));
    long duplicate = state.size() - 1;
    state = federation.byAggregators(state, 3, new RoundClose(round.id()));

    InputSet inputs = InputSet.of(state, state.rounds().getLast());

    assertThat(inputs.inputs()).extracting(Logged::signer).containsExactly(fingerprint(2));
    assertThat(inputs.rejected())
        .containsExactly(
            new Rejection(wrongBase, fingerprint(1), Reason.WRONG_BASE),
            new Rejection(duplicate, fingerprint(2), Reason.DUPLICATE));
  }

  @Test
  void nodeCannotFloodTheLog() {
    FederationState state = federation.open(federation.based());
    Round round = state.openRound().orElseThrow();
    for (int i = 0; i < 4; i++) {
      state = federation.then(state, update(round, 1, digest("base-" + i)), nodeKey(1));
    }

    var fifth = federation.signed(state, update(round, 1, digest("base-5")), nodeKey(1));

    assertThat(state.judge(fifth).orElseThrow().code()).isEqualTo(Code.STATEMENT_CAP);
  }

  @Test
  void roundOpenThatDoesNotFollowIsRefused() {
    FederationState state = federation.based();
    RoundOpen right = Derivation.nextRound(state);
    var wrong =
        new RoundOpen(
            right.charter(),
            right.number(),
            right.release(),
            right.base(),
            right.scales(),
            right.specId(),
            "5",
            right.nodeWeightCap(),
            right.organizationWeightCap(),
            right.maxUpdateBytes(),
            right.minUpdates(),
            right.deadlineSeconds(),
            right.encoding(),
            right.rule(),
            right.optimizer(),
            right.goal(),
            right.maxStaleness(),
            right.privacy());

    assertThat(state.judge(federation.signed(state, wrong, aggregatorKey(1)))).isPresent();
  }

  @Test
  void releaseWithOtherWeightsThanTheAgreedOnesIsRefused() {
    FederationState state = collected(federation.open(federation.based()));
    Round round = state.rounds().getLast();
    for (int i = 1; i <= 3; i++) {
      state = federation.then(state, aggregate(state, round, i, "out"), aggregatorKey(i));
    }
    Aggregate.Result agreed = ((Phase.Releasing) state.phase()).result();
    var other =
        new Aggregate.Result(
            agreed.round(),
            agreed.cutoff(),
            agreed.inputSetDigest(),
            agreed.specId(),
            agreed.rejected(),
            digest("other"),
            agreed.optimizerState());
    Release forged =
        Derivation.nextRelease(
            state,
            round,
            other,
            ((Phase.Releasing) state.phase()).standing(),
            new Release.File("README.md", digest("c"), 1));

    assertThat(state.judge(federation.signed(state, forged, releaseKey(1)))).isPresent();
  }

  @Test
  void stragglersAggregateOfAnEarlierRoundIsLoggedAfterItsVoteInThisOne() {
    FederationState state = collected(federation.open(federation.based()));
    Round first = state.rounds().getLast();
    Aggregate late = aggregate(state, first, 4, "out");
    state = collected(federation.open(released(state)));
    Round second = state.rounds().getLast();
    state = federation.then(state, aggregate(state, second, 4, "out"), aggregatorKey(4));

    FederationState after = federation.then(state, late, aggregatorKey(4));

    assertThat(after.phase()).isEqualTo(state.phase());
  }

  @Test
  void evaluationMustNameAReleaseInForce() {
    FederationState state = federation.based();
    LoggedRelease latest = state.latestRelease().orElseThrow();
    var good =
        new Evaluation(
            latest.digest(), latest.release().weights().sha256(), "tabletop", "own", 3, 4);
    var bad = new Evaluation(latest.digest(), digest("else"), "tabletop", "own", 3, 4);

    assertThat(state.judge(federation.signed(state, good, nodeKey(1)))).isEmpty();
    assertThat(state.judge(federation.signed(state, bad, nodeKey(1)))).isPresent();
  }

  @Test
  void stragglersOfAQuorumThatWasMetAreLoggedAndChangeNothing() {
    FederationState state = federation.open(federation.based());
    FederationState after =
        federation.then(state, state.rounds().getLast().open(), aggregatorKey(4));

    assertThat(after.phase()).isEqualTo(state.phase());
    assertThat(after.size()).isEqualTo(state.size() + 1);
  }

  @Test
  void entryOutOfOrderIsRefused() {
    FederationState state = FederationState.founding(federation.founding());
    var charter = federation.signed(state, state.charter(), rootKey(1));

    assertThatThrownBy(() -> state.apply(1, charter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("entry 1 after a prefix of 0");
  }

  private FederationState collected(FederationState opened) {
    FederationState state = opened;
    Round round = state.openRound().orElseThrow();
    for (int i : List.of(4, 2, 1, 3)) {
      state = federation.then(state, update(round, i), nodeKey(i));
    }
    return federation.byAggregators(state, 3, new RoundClose(round.id()));
  }

  private FederationState released(FederationState closed) {
    FederationState state = closed;
    Round round = state.rounds().getLast();
    for (int i = 1; i <= 3; i++) {
      state = federation.then(state, aggregate(state, round, i, "out"), aggregatorKey(i));
    }
    return federation.released(state, 3, nextRelease(state));
  }

  private static Release nextRelease(FederationState state) {
    var releasing = (Phase.Releasing) state.phase();
    return Derivation.nextRelease(
        state,
        releasing.round(),
        releasing.result(),
        releasing.standing(),
        new Release.File("README.md", digest("card-1"), 120));
  }

  private static io.commonweight.sdk.identity.Fingerprint fingerprint(int i) {
    return nodeKey(i).fingerprint();
  }
}
