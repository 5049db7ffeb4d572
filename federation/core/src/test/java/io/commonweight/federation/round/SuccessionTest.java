package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.rootKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.KeyPair;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Threshold;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One charter after another: TUF's rule for roots. */
class SuccessionTest {
  private final FederationFixture federation = new FederationFixture(4);
  private final Founding first = federation.founding();
  private final FederationState founded = federation.founded();

  @Test
  void charterIsInForceOnceQuorumsOfTheOldAndOfTheNewHaveSigned() {
    Founding next = swapped(4, 5);
    FederationState state = founded;
    for (int i : List.of(1, 2, 5)) {
      state = vote(state, next, rootKey(i));
      assertThat(state.charter().version()).isEqualTo(1);
    }

    state = vote(state, next, rootKey(3));

    assertThat(state.directory().charterDigest()).isEqualTo(next.charterDigest());
  }

  @Test
  void organizationThatWillLeaveCountsForTheOldCharterOnly() {
    Founding next = swapped(4, 5);
    FederationState state = founded;
    for (int i : List.of(1, 2, 4)) {
      state = vote(state, next, rootKey(i)); // three of the old, two of the new
    }
    assertThat(state.charter().version()).isEqualTo(1);

    state = vote(state, next, rootKey(5));

    assertThat(state.charter().version()).isEqualTo(2);
  }

  @Test
  void organizationThatSignsTwiceIsCountedOnce() {
    Founding next = prolonged();
    FederationState state = vote(vote(founded, next, rootKey(1)), next, rootKey(1));
    state = vote(state, next, rootKey(2));

    assertThat(state.charter().version()).isEqualTo(1);
  }

  @Test
  void rootKeyIsReplacedByOldAndNewKeyTogether() {
    HybridKey fresh = FederationFixture.key("root-2 renewed");
    Founding next = rekeyed(2, fresh);
    FederationState state = vote(founded, next, rootKey(1));
    state = vote(state, next, rootKey(2)); // the old charter's third, were 3 there
    state = vote(state, next, rootKey(3));
    assertThat(state.charter().version()).isEqualTo(1);

    state = vote(state, next, fresh);

    assertThat(state.charter().version()).isEqualTo(2);
  }

  @Test
  void keysOfAnOrganizationThatHasLeftAreUnknown() {
    FederationState state = founded;
    Founding next = swapped(4, 5);
    for (int i : List.of(1, 2, 3, 5)) {
      state = vote(state, next, rootKey(i));
    }
    FederationState after = state;

    assertThatThrownBy(
            () ->
                after
                    .directory()
                    .verify(
                        FederationFixture.sign(
                            new RoundClose(FederationFixture.digest("r")), aggregatorKey(4)),
                        KeySets.NONE))
        .isInstanceOf(RefusedException.class)
        .extracting(e -> ((RefusedException) e).refusal().code())
        .isEqualTo(Code.UNKNOWN_SIGNER);
  }

  @Test
  void versionsStepByOne() {
    assertRefused(numbered(3, first), "charter 3 cannot follow charter 1");
  }

  @Test
  void charterNamesTheOneBeforeIt() {
    Founding other = prolonged();
    assertRefused(numbered(2, other), "it names another charter before it");
  }

  @Test
  void moreOrganizationsThanAThirdCannotChangeAtOnce() {
    List<Integer> members = List.of(1, 2, 5, 6);
    assertRefused(of(members, 2, first.charter().log()), "2 organizations change, at most 1");
  }

  @Test
  void logIsNotChangedButMoved() {
    var sameEpoch =
        new Charter.LogIdentity(
            "registry-b.example/tabletop",
            1,
            "org-2",
            first.charter().log().keys(),
            Optional.empty());
    assertRefused(of(List.of(1, 2, 3, 4), 2, sameEpoch), "a log is left as it is, or moved");
  }

  @Test
  void movedLogHasKeysOfItsOwn() {
    var sameKeys =
        new Charter.LogIdentity(
            "registry-b.example/tabletop",
            2,
            "org-2",
            first.charter().log().keys(),
            Optional.of(new Charter.Cut(1, FederationFixture.digest("root"))));
    assertRefused(of(List.of(1, 2, 3, 4), 2, sameKeys), "a log is left as it is, or moved");
  }

  @Test
  void keysOfAProposedCharterMustBeAtHand() {
    Founding next = swapped(4, 5);
    assertThatThrownBy(
            () ->
                founded
                    .directory()
                    .verify(FederationFixture.sign(next.charter(), rootKey(1)), KeySets.NONE))
        .isInstanceOf(RefusedException.class)
        .extracting(e -> ((RefusedException) e).refusal().code())
        .isEqualTo(Code.UNKNOWN_KEYS);
  }

  @Test
  void organizationBacksFourChartersOfAVersionAtMost() {
    FederationState state = founded;
    for (int i = 0; i < 4; i++) {
      state = vote(state, expiring(FederationFixture.EXPIRES + i + 1), rootKey(1));
    }
    Founding fifth = expiring(FederationFixture.EXPIRES + 5);
    var signed = verify(state, fifth, rootKey(1));

    assertThat(state.judge(signed).map(Refusal::detail))
        .hasValue("org-1 backs 4 other charters already");
  }

  @Test
  void votesThatNameTheOldCharterAreCastAnew() {
    FederationState state = federation.based();
    state = federation.then(state, Derivation.nextRound(state), aggregatorKey(1));
    Founding next = prolonged();
    for (int i = 1; i <= 3; i++) {
      state = vote(state, next, rootKey(i));
    }

    assertThat(((Phase.AwaitingOpen) state.phase()).votes().cast()).isEmpty();
    assertThat(Derivation.nextRound(state).charter()).isEqualTo(next.charterDigest());
  }

  @Test
  void roundGoesOnUnderANewCharter() {
    FederationState state = federation.open(federation.based());
    Round round = state.openRound().orElseThrow();
    for (int i = 1; i <= 4; i++) {
      state =
          federation.then(state, FederationFixture.update(round, i), FederationFixture.nodeKey(i));
    }
    Founding next = prolonged();
    for (int i = 1; i <= 3; i++) {
      state = vote(state, next, rootKey(i));
    }

    state = federation.byAggregators(state, 3, new RoundClose(round.id()));

    assertThat(state.phase()).isInstanceOf(Phase.Aggregating.class);
    assertThat(InputSet.of(state, state.rounds().getLast()).inputs()).hasSize(4);
  }

  @Test
  void charterOpensRoundsUntilTheLogsTimeIsPastItsEnd() {
    FederationState based = federation.based();
    FederationState last = based.with(based.directory().at(FederationFixture.EXPIRES));

    assertThat(last.judge(federation.signed(based, Derivation.nextRound(last), aggregatorKey(1))))
        .isEmpty();
  }

  @Test
  void expiredCharterOpensNoRound() {
    FederationState based = federation.based();
    FederationState late = based.with(based.directory().at(FederationFixture.EXPIRES + 1));

    var open = federation.signed(based, Derivation.nextRound(late), aggregatorKey(1));

    assertThat(late.judge(open).map(Refusal::detail))
        .hasValueSatisfying(detail -> assertThat(detail).contains("charter 1 has expired"));
  }

  private void assertRefused(Founding next, String why) {
    assertThat(founded.directory().judge(verify(founded, next, rootKey(1))).map(Refusal::detail))
        .hasValueSatisfying(detail -> assertThat(detail).contains(why));
  }

  private static SignedStatement verify(FederationState state, Founding next, HybridKey key) {
    try {
      return state
          .directory()
          .verify(FederationFixture.sign(next.charter(), key), _ -> Optional.of(next.keys()));
    } catch (RefusedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private static FederationState vote(FederationState state, Founding next, HybridKey key) {
    return state.apply(state.size(), verify(state, next, key));
  }

  private Founding swapped(int out, int in) {
    List<Integer> members = new ArrayList<>(List.of(1, 2, 3, 4));
    members.remove(Integer.valueOf(out));
    members.add(in);
    return of(members, 2, first.charter().log());
  }

  private Founding of(List<Integer> members, int version, Charter.LogIdentity log) {
    List<VerifyingKey> keys = new ArrayList<>();
    FederationFixture.pair("log", keys);
    List<Member> all = new ArrayList<>();
    for (int i : members) {
      all.add(FederationFixture.member(i, keys));
    }
    all.sort(Comparator.comparing(Member::name));
    return document(all, KeySet.of(keys), version, log, FederationFixture.EXPIRES, first);
  }

  private Founding rekeyed(int number, HybridKey root) {
    List<VerifyingKey> keys = new ArrayList<>();
    FederationFixture.pair("log", keys);
    List<Member> all = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      Member member = FederationFixture.member(i, keys);
      if (i == number) {
        List<Fingerprint> old = member.root().fingerprints();
        keys.removeIf(key -> old.contains(key.fingerprint()));
        keys.add(root.verifyingKey().ed25519());
        keys.add(root.verifyingKey().mlDsa65());
        List<Fingerprint> fresh = root.verifyingKey().fingerprints();
        member =
            new Member(
                member.name(),
                new KeyPair(fresh.getFirst(), fresh.getLast()),
                member.oms(),
                member.aggregates(),
                member.witness(),
                member.nodes());
      }
      all.add(member);
    }
    return document(
        all, KeySet.of(keys), 2, first.charter().log(), FederationFixture.EXPIRES, first);
  }

  private Founding expiring(long time) {
    return document(first.charter().members(), first.keys(), 2, first.charter().log(), time, first);
  }

  private Founding prolonged() {
    return expiring(FederationFixture.EXPIRES + 100);
  }

  private Founding numbered(int version, Founding previous) {
    return document(
        first.charter().members(),
        first.keys(),
        version,
        first.charter().log(),
        FederationFixture.EXPIRES,
        previous);
  }

  private static Founding document(
      List<Member> members,
      KeySet keys,
      int version,
      Charter.LogIdentity log,
      long expires,
      Founding previous) {
    Charter old = previous.charter();
    var charter =
        new Charter(
            old.federation(),
            version,
            Optional.of(previous.charterDigest()),
            expires,
            log,
            keys.digest(),
            members,
            Threshold.of(members.size()),
            Threshold.of(members.size() - 1),
            old.policy(),
            old.profile(),
            old.privacy(),
            old.gate(),
            old.aggregation(),
            old.rounds());
    try {
      return Founding.of(new Statement(charter).encode(), keys.encode());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }
}
