package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.delegation;
import static io.commonweight.federation.FederationFixture.key;
import static io.commonweight.federation.FederationFixture.nodeKey;
import static io.commonweight.federation.FederationFixture.rootKey;
import static io.commonweight.federation.FederationFixture.sign;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.NextCharter;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.statement.Charter.Cut;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.Revocation.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A key that has ever had a role gets no other: in no charter, and by no delegation. */
class OneKeyOneRoleTest {
  private static final Cut CUT = new Cut(1, FederationFixture.digest("root"));

  private final FederationFixture federation = new FederationFixture(4);
  private final Founding first = federation.founding();
  private final FederationState founded = federation.founded();

  @Test
  void delegatedKeyBecomesNoRootKey() {
    Founding next = NextCharter.after(first).withRoot(2, nodeKey(3)).documents();

    assertRefused(founded, next, "was delegated already: one key, one role");
  }

  @Test
  void halfOfADelegatedKeyBecomesNoRootKey() {
    var mixed = new HybridKey(key("fresh").ed25519(), nodeKey(3).mlDsa65());

    assertRefused(
        founded,
        NextCharter.after(first).withRoot(2, mixed).documents(),
        "was delegated already: one key, one role");
  }

  @Test
  void revokedKeyBecomesNoRootKey() {
    FederationState state =
        federation.then(
            founded,
            new Revocation(nodeKey(3).fingerprint(), Reason.COMPROMISED, Optional.empty()),
            rootKey(3));

    assertRefused(
        state,
        NextCharter.after(first).withRoot(3, nodeKey(3)).documents(),
        "was delegated already: one key, one role");
  }

  @Test
  void delegatedKeyBecomesNoWitnessKey() {
    VerifyingKey fresh = key(Algorithm.ML_DSA_44, "fresh").verifyingKey();

    assertRefused(
        founded,
        NextCharter.after(first)
            .withWitness(2, "witness-2.example", nodeKey(2).ed25519().verifyingKey(), fresh)
            .documents(),
        "was delegated already: one key, one role");
  }

  @Test
  void keyThatIsDelegatedWhileItsCharterWaitsForVotesKeepsTheCharterOutOfForce() {
    HybridKey contested = key("contested");
    Founding next = NextCharter.after(first).withRoot(2, contested).documents();
    FederationState state = founded;
    for (int i : List.of(1, 3)) {
      state = vote(state, next, rootKey(i));
    }
    state = federation.then(state, delegation(contested, Role.REGISTRY), rootKey(3));

    assertRefused(state, next, "was delegated already: one key, one role");
  }

  @Test
  void rootKeyOfOneBecomesNoRootKeyOfAnother() {
    Founding second = NextCharter.after(first).withRoot(2, key("renewed")).documents();
    FederationState state = ratified(founded, second, List.of(1, 3, 4));
    Founding third = NextCharter.after(second).withRoot(3, rootKey(2)).documents();

    assertRefused(state, third, "was the root key of org-2: one key, one role");
  }

  @Test
  void rootKeyThatWasReplacedCannotBeDelegated() {
    Founding second = NextCharter.after(first).withRoot(2, key("renewed")).documents();
    FederationState state = ratified(founded, second, List.of(1, 3, 4));

    assertThat(detail(state, delegation(rootKey(2), Role.REGISTRY), rootKey(1)))
        .hasValueSatisfying(d -> assertThat(d).contains("has a role already"));
  }

  @Test
  void halfOfAWitnessKeyThatWasReplacedCannotBeDelegated() {
    Founding second =
        NextCharter.after(first)
            .withWitness(
                2,
                "witness-2.example",
                key(Algorithm.ED25519, "fresh").verifyingKey(),
                key(Algorithm.ML_DSA_44, "fresh").verifyingKey())
            .documents();
    FederationState state = ratified(founded, second, List.of(1, 2, 3));
    var mixed =
        new HybridVerifyingKey(
            FederationFixture.witnessKey(2).verifyingKey().ed25519(),
            key("other").verifyingKey().mlDsa65());
    var delegation =
        new Delegation(
            FederationFixture.NAME,
            Role.REGISTRY,
            mixed,
            0,
            FederationFixture.ISSUED,
            FederationFixture.ISSUED + 1);

    assertThat(detail(state, delegation, rootKey(2)))
        .hasValueSatisfying(d -> assertThat(d).contains("has a role already"));
  }

  @Test
  void witnessKeyBecomesNoRootKey() {
    var mixed = new HybridKey(key(Algorithm.ED25519, "witness-4"), key("fresh").mlDsa65());
    Founding next =
        NextCharter.after(first)
            .withWitness(
                4,
                "witness-4.example",
                key(Algorithm.ED25519, "renewed").verifyingKey(),
                key(Algorithm.ML_DSA_44, "renewed").verifyingKey())
            .withRoot(2, mixed)
            .documents();

    assertRefused(founded, next, "was the witness key of org-4: one key, one role");
  }

  @Test
  void keyForBundlesOfOneBecomesNotThatOfAnother() {
    Founding next =
        NextCharter.after(first)
            .withOms(2, key(Algorithm.P_256, "renewed").verifyingKey())
            .withOms(3, key(Algorithm.P_256, "oms-2").verifyingKey())
            .documents();

    assertRefused(founded, next, "was the OMS key of org-2: one key, one role");
  }

  @Test
  void organizationMayGoBackToItsOwnRootKey() {
    Founding second = NextCharter.after(first).withRoot(2, key("renewed")).documents();
    FederationState state = ratified(founded, second, List.of(1, 3, 4));
    Founding third = NextCharter.after(second).withRoot(2, rootKey(2)).documents();

    assertThat(state.directory().judge(third)).isEmpty();
  }

  @Test
  void logKeysAndOriginsAreNeverUsedAgain() {
    Founding second = NextCharter.after(first).movedTo("b.example/log", "log 2", CUT).documents();
    FederationState state = founded;
    for (int i : List.of(1, 2, 3)) {
      state = state.with(state.directory().with(0, verify(state, second, rootKey(i))));
    }
    assertThat(state.charter().version()).isEqualTo(2);

    assertRefused(
        state,
        NextCharter.after(second).movedTo(FederationFixture.ORIGIN, "log 3", CUT).documents(),
        "a log registry-a.example/tabletop was there already");
    assertRefused(
        state,
        NextCharter.after(second).movedTo("c.example/log", "log", CUT).documents(),
        "was the log key of registry-a.example/tabletop: one key, one role");
  }

  private void assertRefused(FederationState state, Founding next, String why) {
    assertThat(state.directory().judge(next).map(Refusal::detail))
        .hasValueSatisfying(detail -> assertThat(detail).contains(why));
    assertThat(state.directory().judge(verify(state, next, rootKey(1))).map(Refusal::detail))
        .hasValueSatisfying(detail -> assertThat(detail).contains(why));
  }

  private Optional<String> detail(FederationState state, Delegation delegation, HybridKey key) {
    return state.judge(federation.signed(state, delegation, key)).map(Refusal::detail);
  }

  private static FederationState ratified(
      FederationState state, Founding next, List<Integer> voters) {
    FederationState voted = state;
    for (int i : voters) {
      voted = vote(voted, next, rootKey(i));
    }
    assertThat(voted.directory().charterDigest()).isEqualTo(next.charterDigest());
    return voted;
  }

  private static FederationState vote(FederationState state, Founding next, HybridKey key) {
    return state.apply(state.size(), verify(state, next, key));
  }

  private static SignedStatement verify(FederationState state, Founding next, HybridKey key) {
    try {
      return state.directory().verify(sign(next.charter(), key), _ -> Optional.of(next.keys()));
    } catch (RefusedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
