package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.key;
import static io.commonweight.federation.FederationFixture.nodeKey;
import static io.commonweight.federation.FederationFixture.rootKey;
import static io.commonweight.federation.FederationFixture.sign;
import static io.commonweight.federation.FederationFixture.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.NextCharter;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.Revocation.Reason;
import io.commonweight.sdk.statement.RoundClose;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of keys and of voices when organizations go, come back or lose their vote. */
class ChangedMembersTest {
  private final FederationFixture federation = new FederationFixture(5);
  private final Founding first = federation.founding();
  private final Founding without4 = NextCharter.after(first).without(4).documents();
  private final Founding with4Again =
      NextCharter.after(without4).with(4).withRoot(4, key("another root")).documents();

  @Test
  void nodesOfAnOrganizationThatHasLeftAreEnrolledNoMore() {
    FederationState state = ratified(federation.founded(), without4, 1, 2, 3, 5);

    assertThat(state.directory().nodes())
        .extracting(node -> node.organization())
        .containsExactlyInAnyOrder("org-1", "org-2", "org-3", "org-5");
  }

  @Test
  void roundDoesNotWaitForNodesOfAnOrganizationThatHasLeft() {
    FederationState state = federation.open(federation.based());
    Round round = state.openRound().orElseThrow();
    for (int i : List.of(1, 2, 3, 5)) {
      state = federation.then(state, update(round, i), nodeKey(i));
    }
    assertThat(Duty.of(state, "org-1", Duration.ZERO)).isInstanceOf(Duty.Wait.class);

    state = ratified(state, without4, 1, 2, 3, 5);

    assertThat(Duty.of(state, "org-1", Duration.ZERO))
        .isEqualTo(new Duty.Close(new RoundClose(round.id())));
  }

  @Test
  void whoComesBackDelegatesAnew() {
    FederationState state = ratified(federation.founded(), without4, 1, 2, 3, 5);
    state = ratified(state, with4Again, 1, 2, 3, 5);

    assertThat(refusalAtTheDoor(state, aggregatorKey(4))).isEqualTo(Code.UNKNOWN_SIGNER);
    assertThat(state.directory().nodes()).hasSize(4);

    state = federation.then(state, renewed(aggregatorKey(4), Role.AGGREGATOR), key("another root"));

    assertThat(state.directory().delegations().find(aggregatorKey(4).fingerprint()).orElseThrow())
        .extracting(delegated -> delegated.isLapsed())
        .isEqualTo(false);
  }

  @Test
  void whatAnOldRootKeyDelegatedLapsesWithIt() {
    Founding rotated = NextCharter.after(first).withRoot(4, key("another root")).documents();
    FederationState state = ratified(federation.founded(), rotated, 1, 2, 3, 5);

    assertThat(refusalAtTheDoor(state, aggregatorKey(4))).isEqualTo(Code.UNKNOWN_SIGNER);
    assertThat(state.directory().nodes()).hasSize(4);

    state = federation.then(state, renewed(aggregatorKey(4), Role.AGGREGATOR), key("another root"));

    assertThat(state.directory().delegations().live(Role.AGGREGATOR, 0))
        .extracting(delegated -> delegated.organization())
        .containsExactlyInAnyOrder("org-1", "org-2", "org-3", "org-4", "org-5");
    assertThat(refusalAtTheDoor(state, nodeKey(4))).isEqualTo(Code.UNKNOWN_SIGNER);
  }

  @Test
  void accusationOfWhoHasLostItsVoteCountsNoMore() {
    var accusation = new Revocation(nodeKey(1).fingerprint(), Reason.COMPROMISED, Optional.empty());
    FederationState state = said(federation.founded(), accusation, 4);
    Founding next = NextCharter.after(first).withoutVote(4).documents();
    state = ratified(state, next, 1, 2, 3, 5);

    state = said(said(state, accusation, 2), accusation, 3); // with org-4's it would be 3
    assertThat(state.directory().delegations().revoked()).isEmpty();

    assertThat(said(state, accusation, 5).directory().delegations().revoked()).hasSize(1);
  }

  @Test
  void warningOfWhoHasLostItsVoteCountsNoMore() {
    FederationState based = federation.based();
    Advisory advisory = advisory(based);
    FederationState state = said(based, advisory, 4);
    Founding next = NextCharter.after(first).withoutVote(4).documents();
    state = ratified(state, next, 1, 2, 3, 5);

    state = said(said(state, advisory, 2), advisory, 3);
    assertThat(state.advisories()).isEmpty();

    assertThat(said(state, advisory, 5).advisories()).hasSize(1);
  }

  @Test
  void warningIsInForceOnceEnoughHaveGivenItAlsoWhenFewerAreEnoughMeanwhile() {
    FederationState based = federation.based();
    Advisory advisory = advisory(based);
    FederationState state = said(said(said(based, advisory, 1), advisory, 2), advisory, 3);
    state = ratified(state, without4, 1, 2, 3, 5); // three of four are enough now
    assertThat(state.advisories()).isEmpty();

    state = said(state, advisory, 5);
    assertThat(state.advisories()).hasSize(1);

    assertThat(said(state, advisory, 5).advisories()).hasSize(1);
  }

  @Test
  void delegationIsNotReplacedByOneThatIsOlder() {
    Delegation before = FederationFixture.delegation(nodeKey(1), Role.NODE);
    Delegation lighter = renewed(nodeKey(1), Role.NODE);
    FederationState state = federation.then(federation.founded(), lighter, rootKey(1));

    assertThat(state.judge(federation.signed(state, before, rootKey(1))))
        .hasValueSatisfying(
            refusal ->
                assertThat(refusal.detail())
                    .startsWith("a later delegation of this key is in the log"));
  }

  private static Delegation renewed(HybridKey key, Role role) {
    Delegation before = FederationFixture.delegation(key, role);
    return new Delegation(
        before.federation(),
        role,
        before.key(),
        role == Role.NODE ? 1 : 0,
        before.notBefore() + 1,
        before.notAfter());
  }

  private static Advisory advisory(FederationState state) {
    return new Advisory(
        state.latestRelease().orElseThrow().digest(),
        Advisory.Kind.YANK,
        "it breaks cups",
        Optional.empty());
  }

  private FederationState said(FederationState state, Predicate predicate, int organization) {
    return federation.then(state, predicate, rootKey(organization));
  }

  private static FederationState ratified(
      FederationState state, Founding next, int... organizations) {
    FederationState voted = state;
    for (int i : organizations) {
      voted = voted.apply(voted.size(), vote(voted, next, i));
    }
    assertThat(voted.directory().charterDigest()).isEqualTo(next.charterDigest());
    return voted;
  }

  private static SignedStatement vote(FederationState state, Founding next, int organization) {
    try {
      return state
          .directory()
          .verify(sign(next.charter(), rootKey(organization)), _ -> Optional.of(next.keys()));
    } catch (RefusedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private static Code refusalAtTheDoor(FederationState state, HybridKey signer) {
    return catchThrowableOfType(
            RefusedException.class,
            () ->
                state
                    .directory()
                    .verify(
                        sign(new RoundClose(FederationFixture.digest("r")), signer), KeySets.NONE))
        .refusal()
        .code();
  }
}
