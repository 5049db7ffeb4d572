package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.aggregate;
import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.delegation;
import static io.commonweight.federation.FederationFixture.key;
import static io.commonweight.federation.FederationFixture.nodeKey;
import static io.commonweight.federation.FederationFixture.rootKey;
import static io.commonweight.federation.FederationFixture.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Update;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Keys that organizations give a role, and take it from again. */
class DelegationTest {
  private static final HybridKey FRESH = key("fresh");
  private static final Revocation.Reason COMPROMISED = Revocation.Reason.COMPROMISED;

  private final FederationFixture federation = new FederationFixture(4);
  private final FederationState founded = federation.founded();

  @Test
  void organizationEnrolsAsManyNodesAsTheCharterAllows() {
    assertRefused(founded, delegation(FRESH, Role.NODE), "as many NODE keys as it may");
  }

  @Test
  void nodeMayTakeTheRevokedOnesPlace() {
    FederationState state = revoked(founded, nodeKey(1), Optional.empty());

    state = federation.then(state, delegation(FRESH, Role.NODE), rootKey(1));

    assertThat(state.directory().nodes()).hasSize(4);
  }

  @Test
  void delegationIsProlongedByALaterOne() {
    Delegation first = delegation(nodeKey(1), Role.NODE);
    var later =
        new Delegation(
            first.federation(),
            first.role(),
            first.key(),
            5,
            first.notAfter(),
            first.notAfter() + Delegation.MAX_VALIDITY.toSeconds());

    FederationState state = federation.then(founded, later, rootKey(1));

    assertThat(state.directory().nodes()).hasSize(4);
    assertThat(state.directory().delegations().find(nodeKey(1).fingerprint()).orElseThrow())
        .extracting(node -> node.delegation().maxWeight())
        .isEqualTo(5L);
  }

  @Test
  void oneKeyHasOneRole() {
    assertRefused(
        founded, delegation(nodeKey(1), Role.AGGREGATOR), "has a role already: one key, one role");
  }

  @Test
  void keyOfAnotherOrganizationCannotBeDelegated() {
    assertRefused(founded, delegation(nodeKey(2), Role.NODE), "has a role already");
  }

  @Test
  void halfOfAKnownKeyIsTakenToo() {
    var mixed =
        new HybridVerifyingKey(
            FRESH.verifyingKey().ed25519(), aggregatorKey(2).verifyingKey().mlDsa65());
    var delegation =
        new Delegation(
            FederationFixture.NAME,
            Role.REGISTRY,
            mixed,
            0,
            FederationFixture.ISSUED,
            FederationFixture.ISSUED + 1);

    assertRefused(founded, delegation, "has a role already");
  }

  @Test
  void rootKeyOfTheCharterCannotBeDelegated() {
    assertRefused(founded, delegation(rootKey(2), Role.REGISTRY), "has a role already");
  }

  @Test
  void revokedKeyNeverComesBack() {
    FederationState state = revoked(founded, nodeKey(1), Optional.empty());

    assertRefused(state, delegation(nodeKey(1), Role.NODE), "has a role already");
  }

  @Test
  void nothingIsDelegatedBeforeTheCharterIsRatified() {
    FederationState empty = FederationState.founding(federation.founding());

    assertRefused(empty, delegation(FRESH, Role.NODE), "AwaitingCharter");
  }

  @Test
  void delegationOfAnotherFederationIsRefused() {
    var foreign =
        new Delegation(
            "warehouse",
            Role.REGISTRY,
            FRESH.verifyingKey(),
            0,
            FederationFixture.ISSUED,
            FederationFixture.ISSUED + 1);

    assertRefused(founded, foreign, "it is for federation warehouse");
  }

  @Test
  void onlyARootKeyDelegates() {
    assertThat(refusalAtTheDoor(founded, delegation(FRESH, Role.NODE), aggregatorKey(1)))
        .isEqualTo(Code.ROLE);
  }

  @Test
  void revokedKeySaysNothingMore() {
    FederationState state = revoked(founded, aggregatorKey(1), Optional.empty());

    assertThat(
            refusalAtTheDoor(
                state, new RoundClose(FederationFixture.digest("r")), aggregatorKey(1)))
        .isEqualTo(Code.REVOKED);
  }

  @Test
  void keyIsSilentOnceTheLogsTimeIsPastItsEnd() {
    FederationState late =
        founded.with(
            founded
                .directory()
                .at(FederationFixture.ISSUED + Delegation.MAX_VALIDITY.toSeconds() + 1));

    assertThat(
            refusalAtTheDoor(late, new RoundClose(FederationFixture.digest("r")), aggregatorKey(1)))
        .isEqualTo(Code.EXPIRED);
  }

  @Test
  void keySpeaksUntilTheLogsTimeIsPastItsEnd() {
    FederationState last =
        founded.with(
            founded.directory().at(FederationFixture.ISSUED + Delegation.MAX_VALIDITY.toSeconds()));

    assertThatCode(
            () ->
                federation.signed(
                    last, new RoundClose(FederationFixture.digest("r")), aggregatorKey(1)))
        .doesNotThrowAnyException();
  }

  @Test
  void delegationThatIsOverIsRefusedAndOneThatEndsNowIsNot() {
    Delegation delegation = delegation(FRESH, Role.REGISTRY);
    FederationState last = founded.with(founded.directory().at(delegation.notAfter()));
    FederationState late = founded.with(founded.directory().at(delegation.notAfter() + 1));

    assertThat(last.judge(federation.signed(last, delegation, rootKey(1)))).isEmpty();
    assertRefused(late, delegation, "the delegation's time is over");
  }

  @Test
  void clockAtTheDoorRefusesEarlierThanTheLogsTime() {
    Fingerprint signer = aggregatorKey(1).fingerprint();
    Instant first = Instant.ofEpochSecond(FederationFixture.ISSUED);
    Instant last = first.plus(Delegation.MAX_VALIDITY);
    Instant before = first.minusSeconds(1);
    Instant after = last.plusSeconds(1);

    for (Instant right : new Instant[] {first, last}) {
      assertThatCode(() -> founded.directory().requireCurrent(signer, right))
          .doesNotThrowAnyException();
    }
    for (Instant wrong : new Instant[] {before, after}) {
      assertThat(
              catchThrowableOfType(
                      RefusedException.class,
                      () -> founded.directory().requireCurrent(signer, wrong))
                  .refusal()
                  .code())
          .isEqualTo(Code.EXPIRED);
    }
  }

  @Test
  void othersRevokeAKeyByQuorumOnly() {
    var accusation = new Revocation(nodeKey(1).fingerprint(), COMPROMISED, Optional.empty());
    FederationState state = federation.then(founded, accusation, rootKey(2));
    state = federation.then(state, accusation, rootKey(2));
    state = federation.then(state, accusation, rootKey(3));
    assertThat(state.directory().nodes()).hasSize(4);

    state = federation.then(state, accusation, rootKey(4));

    assertThat(state.directory().nodes()).hasSize(3);
  }

  @Test
  void keyThatWasNeverDelegatedCannotBeRevoked() {
    assertRefused(
        founded,
        new Revocation(FRESH.fingerprint(), COMPROMISED, Optional.empty()),
        "no key " + FRESH.fingerprint() + " was delegated");
  }

  @Test
  void updateFromBeforeTheRevocationCounts() {
    FederationState state = federation.open(federation.based());
    Round round = state.openRound().orElseThrow();
    state = federation.then(state, update(round, 1), nodeKey(1));
    state = revoked(state, nodeKey(1), Optional.empty());
    state = closed(state, round);

    assertThat(InputSet.of(state, state.rounds().getLast()).inputs()).hasSize(2);
  }

  @Test
  void updateJustBeforeTheSuspectPlaceCounts() {
    FederationState state = federation.open(federation.based());
    Round round = state.openRound().orElseThrow();
    long place = state.size();
    state = federation.then(state, update(round, 1), nodeKey(1));
    state = revoked(state, nodeKey(1), Optional.of(place + 1));
    state = closed(state, round);

    assertThat(InputSet.of(state, state.rounds().getLast()).inputs()).hasSize(2);
  }

  @Test
  void updateOfASuspectKeyDoesNot() {
    FederationState state = federation.open(federation.based());
    Round round = state.openRound().orElseThrow();
    long stolen = state.size();
    state = federation.then(state, update(round, 1), nodeKey(1));
    state = revoked(state, nodeKey(1), Optional.of(stolen));
    state = closed(state, round);

    assertThat(InputSet.of(state, state.rounds().getLast()).rejected())
        .containsExactly(new Rejection(stolen, nodeKey(1).fingerprint(), Reason.REVOKED));
  }

  @Test
  void revocationAfterTheCutoffChangesNoInputSet() {
    FederationState state = federation.open(federation.based());
    Round round = state.openRound().orElseThrow();
    long stolen = state.size();
    state = federation.then(state, update(round, 1), nodeKey(1));
    state = closed(state, round);
    InputSet before = InputSet.of(state, state.rounds().getLast());

    state = revoked(state, nodeKey(1), Optional.of(stolen));

    assertThat(InputSet.of(state, state.rounds().getLast())).isEqualTo(before);
  }

  @Test
  void nodeCannotStateMoreFramesThanItsDelegationAllows() {
    FederationState state = federation.open(federation.based());
    Round round = state.openRound().orElseThrow();
    Update honest = update(round, 1);
    var heavy =
        new Update(honest.round(), honest.base(), honest.node(), honest.commitment(), 10_001, 1000);

    assertThat(state.judge(federation.signed(state, heavy, nodeKey(1))).map(Refusal::detail))
        .hasValueSatisfying(d -> assertThat(d).contains("the node's delegation allows 10000"));
  }

  @Test
  void logsTimeIsTheMedianOfAQuorumsClocks() {
    FederationState state = federation.open(federation.based());
    Round round = state.openRound().orElseThrow();
    state = closed(federation.then(state, update(round, 1), nodeKey(1)), round);
    Round last = state.rounds().getLast();
    for (int i = 1; i <= 3; i++) {
      state = federation.then(state, aggregate(state, last, i, "out"), aggregatorKey(i));
    }

    assertThat(state.directory().time()).isEqualTo(FederationFixture.ISSUED + 1);
    assertThat(((Phase.Releasing) state.phase()).standing().logSize()).isEqualTo(state.size());
  }

  private FederationState revoked(FederationState state, HybridKey key, Optional<Long> from) {
    return federation.then(state, new Revocation(key.fingerprint(), COMPROMISED, from), rootKey(1));
  }

  private FederationState closed(FederationState opened, Round round) {
    FederationState state = federation.then(opened, update(round, 2), nodeKey(2));
    return federation.byAggregators(state, 3, new RoundClose(round.id()));
  }

  private void assertRefused(FederationState state, Predicate predicate, String why) {
    assertThat(state.judge(federation.signed(state, predicate, rootKey(1))).map(Refusal::detail))
        .hasValueSatisfying(detail -> assertThat(detail).contains(why));
  }

  private static Code refusalAtTheDoor(
      FederationState state, Predicate predicate, HybridKey signer) {
    return catchThrowableOfType(
            RefusedException.class,
            () -> state.directory().verify(FederationFixture.sign(predicate, signer), KeySets.NONE))
        .refusal()
        .code();
  }
}
