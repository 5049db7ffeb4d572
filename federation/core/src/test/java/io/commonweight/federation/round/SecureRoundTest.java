package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.digest;
import static io.commonweight.federation.FederationFixture.nodeKey;
import static io.commonweight.federation.FederationFixture.organization;
import static io.commonweight.federation.FederationFixture.rootKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.SecureFederation;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundStep;
import io.commonweight.sdk.statement.RoundStep.Step;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.ShareReveal;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rounds in which nodes mask what they submit, from their opening to the release. */
class SecureRoundTest {
  /** Two organizations of four nodes each: three of a cohort's four must be left. */
  private static final SecureFederation COHORTS = new SecureFederation(Privacy.COHORT, 2, 4);

  private final SecureLog log = new SecureLog(COHORTS, 1);

  @ParameterizedTest
  @EnumSource(
      value = Privacy.class,
      names = {"COHORT", "SEALED"})
  void sumsAreThoseOfThePlainVectors(Privacy privacy) throws SecAggException {
    var whole = new SecureLog(new SecureFederation(privacy, 2, 4), 1);

    whole.play();

    CohortInputs inputs = whole.inputs();
    assertThat(inputs.rejected()).isEmpty();
    assertThat(inputs.sums().stream().map(CohortSum::organization).sorted(this::byName).toList())
        .isEqualTo(
            privacy == Privacy.SEALED
                ? List.of(Optional.empty())
                : List.of(Optional.of("org-1"), Optional.of("org-2")));
    for (CohortSum sum : inputs.sums()) {
      assertThat(whole.sum(sum)).isEqualTo(whole.plainSum(sum.survivors().ids()));
    }
    assertThat(inputs.sums().stream().mapToInt(sum -> sum.inputs().size()).sum()).isEqualTo(8);
  }

  private int byName(Optional<String> one, Optional<String> other) {
    return one.orElse("").compareTo(other.orElse(""));
  }

  @Test
  void phasesFollowEachOtherAndTheReleaseEndsTheRound() throws SecAggException {
    assertThat(log.state().phase()).isInstanceOf(Phase.Advertising.class);
    assertThat(log.state().openRound()).contains(log.round());
    step(Phase.Dealing.class);
    step(Phase.Collecting.class);
    step(Phase.Revealing.class);
    assertThat(log.state().openRound()).isEmpty();
    assertThat(log.round().cutoff()).hasValue(log.state().size() - 1);
    step(Phase.Aggregating.class);
    assertThat(log.duty(1, 0)).isEqualTo(new Duty.Recompute(log.round(), log.inputs()));
    Sha256 vector = log.secure().cohorts().getFirst().inputs().getFirst().statement().vector();

    log.release();

    assertThat(log.state().phase()).isInstanceOf(Phase.AwaitingOpen.class);
    assertThat(log.state().secureRound()).isEmpty();
    assertThat(log.state().secureBlob(vector).orElseThrow().kind())
        .isEqualTo(SecureBlob.Kind.VECTOR);
    assertThatThrownBy(() -> RoundInputs.of(log.state(), log.round()))
        .isInstanceOf(NoSuchElementException.class);
  }

  private void step(Class<? extends Phase> next) throws SecAggException {
    assertThat(log.duty(1, 0)).isInstanceOf(Duty.Wait.class);
    log.speak(log.sites());
    assertThat(log.end(0)).isTrue();
    assertThat(log.state().phase()).isInstanceOf(next);
  }

  @Test
  void inputsAreTheSameUntilTheReleaseIsInForce() throws SecAggException {
    log.play();
    CohortInputs inputs = log.inputs();

    log.append(new Complaint("org-1", digest("blob"), Complaint.Kind.WRONG, "So."), nodeKey(2));

    assertThat(RoundInputs.of(log.state(), log.round()).digest()).isEqualTo(inputs.digest());
  }

  @Test
  void nodesThatLeaveAtAnyStepAreNotInTheSum() throws SecAggException {
    List<SecureSite> sites = log.sites();
    log.speak(sites);
    assertThat(log.end(0)).isTrue();
    log.speak(sites);
    assertThat(log.end(0)).isTrue();
    log.speak(sites.subList(1, 8)); // the first of org-1 leaves after it has dealt
    assertThat(log.duty(1, 59)).isEqualTo(new Duty.Wait("waiting for masked vectors: 7 of 8"));
    assertThat(log.end(60)).isTrue();
    log.speak(sites.subList(1, 7)); // the last of org-2 when it should reveal
    assertThat(log.end(60)).isTrue();

    assertThat(log.inputs().rejected()).isEmpty();
    for (CohortSum sum : log.inputs().sums()) {
      assertThat(sum.survivors().ids()).doesNotContain(sites.getFirst().id());
      assertThat(log.sum(sum)).isEqualTo(log.plainSum(sum.survivors().ids()));
    }
  }

  @Test
  void cohortOfWhichTooFewAreLeftIsRejectedByName() throws SecAggException {
    List<SecureSite> sites = log.sites();
    log.speak(sites);
    assertThat(log.end(0)).isTrue();
    log.speak(sites);
    assertThat(log.end(0)).isTrue();
    log.speak(sites.subList(2, 8));
    long first = log.state().size() - 6;
    assertThat(log.end(60)).isTrue();
    log.speak(sites.subList(4, 8));
    assertThat(log.end(0)).isTrue();

    assertThat(log.inputs().sums())
        .singleElement()
        .extracting(CohortSum::organization)
        .isEqualTo(Optional.of("org-2"));
    assertThat(log.inputs().rejected())
        .containsExactly(
            new Rejection(first, sites.get(2).id(), Reason.TOO_FEW),
            new Rejection(first + 1, sites.get(3).id(), Reason.TOO_FEW));
  }

  @Test
  void cohortThatGivesOutTooFewSharesIsUnrecoverableAndTheRoundGoesOn() throws SecAggException {
    List<SecureSite> sites = log.sites();
    for (int i = 0; i < 3; i++) {
      log.speak(sites);
      assertThat(log.end(0)).isTrue();
    }
    log.speak(sites.subList(2, 8));

    assertThat(log.duty(1, 60)).isInstanceOf(Duty.Wait.class);
    assertThat(log.end(120)).isTrue();
    assertThat(log.inputs().sums()).hasSize(1);
    assertThat(log.inputs().rejected())
        .hasSize(4)
        .allMatch(rejection -> rejection.reason() == Reason.UNRECOVERABLE);
  }

  @Test
  void roundInWhichNothingCanBeSummedIsReleasedAllTheSame() throws SecAggException {
    log.speak(log.sites());
    assertThat(log.end(0)).isTrue();
    assertThat(log.duty(1, 119)).isInstanceOf(Duty.Wait.class);
    for (int i = 0; i < 3; i++) {
      assertThat(log.end(120)).isTrue();
    }

    assertThat(log.inputs().sums()).isEmpty();
    assertThat(log.inputs().rejected()).isEmpty();
    log.release();
    assertThat(log.state().phase()).isInstanceOf(Phase.AwaitingOpen.class);
  }

  @Test
  void revokedNodeIsNotWaitedForAndASuspectInputIsADropouts() throws SecAggException {
    SecureSite suspect = log.sites().getFirst();
    log.speak(log.sites());
    assertThat(log.end(0)).isTrue();
    log.speak(log.sites());
    assertThat(log.end(0)).isTrue();
    log.speak(log.sites().subList(0, 7));
    log.append(
        new Revocation(suspect.id(), Revocation.Reason.COMPROMISED, Optional.of(0L)), rootKey(1));
    log.append(
        new Revocation(log.sites().getLast().id(), Revocation.Reason.SUPERSEDED, Optional.empty()),
        rootKey(2));

    assertThat(log.end(0)).isTrue();
    log.speak(log.sites().subList(1, 7));
    assertThat(log.end(0)).isTrue();
    for (CohortSum sum : log.inputs().sums()) {
      assertThat(sum.inputs()).hasSize(3);
      assertThat(log.sum(sum)).isEqualTo(log.plainSum(sum.survivors().ids()));
    }
    assertThat(log.inputs().sums()).noneMatch(sum -> sum.survivors().ids().contains(suspect.id()));
  }

  @Test
  void deadlineEndsTheFirstStepOnlyOnceACohortIsLargeEnough() throws SecAggException {
    log.speak(List.of(log.sites().get(0), log.sites().get(1), log.sites().get(4)));

    assertThat(log.duty(1, 1_000)).isEqualTo(new Duty.Wait("waiting for keys of nodes: 3 of 8"));
    log.speak(List.of(log.sites().get(2)));
    assertThat(log.end(60)).isTrue();
    assertThat(log.secure().cohorts().stream().filter(c -> c.roster().isPresent())).hasSize(1);
  }

  @Test
  void messagesCountOnceAndNotAsStatementsOfTheNode() throws SecAggException {
    SecureSite site = log.sites().getFirst();
    for (int i = 0; i < 4; i++) {
      log.append(
          new Complaint("org-1", digest("blob " + i), Complaint.Kind.WRONG, "So."), site.key());
    }
    assertThat(
            log.judge(new Complaint("org-1", digest("b"), Complaint.Kind.WRONG, "So."), site.key()))
        .get()
        .extracting(Refusal::code)
        .isEqualTo(Refusal.Code.STATEMENT_CAP);

    Envelope advertisement = site.speak(log.state());
    log.append(advertisement);

    assertRefused("has logged a KeyAdvertisement of this session already", advertisement);
  }

  @Test
  void messagesOutOfTimeAreRefused() throws SecAggException {
    SecureSite late = log.sites().getFirst();
    Envelope advertisement = late.speak(log.state());
    log.speak(log.sites().subList(1, 8));
    assertThat(log.end(60)).isTrue();

    assertRefused("a KeyAdvertisement cannot be logged while", advertisement);
    Cohort cohort = late.cohort(log.state());
    Sha256 session = cohort.session().id();
    assertRefused(
        "a MaskedInput cannot be logged while",
        FederationFixture.sign(
            new MaskedInput(session, late.id(), session, digest("vector")), late.key()));
    assertRefused(
        "a ShareReveal cannot be logged while",
        FederationFixture.sign(
            new ShareReveal(session, late.id(), session, List.of(), List.of()), late.key()));
  }

  @Test
  void messagesThatDoNotFitThoseBeforeAreRefused() throws SecAggException {
    log.speak(log.sites());
    assertThat(log.end(0)).isTrue();
    SecureSite liar = log.sites().getFirst();
    Sha256 session = liar.cohort(log.state()).session().id();

    assertRefused(
        "OTHER_TRANSCRIPT",
        FederationFixture.sign(
            new ShareDealing(
                session,
                liar.id(),
                digest("another roster"),
                digest("seed"),
                List.of(),
                List.of(),
                digest("blob")),
            liar.key()));
    log.speak(log.sites());
    assertThat(log.end(0)).isTrue();
    assertRefused(
        "OTHER_TRANSCRIPT",
        FederationFixture.sign(
            new MaskedInput(session, liar.id(), digest("other dealings"), digest("vector")),
            liar.key()));
    log.speak(log.sites());
    assertThat(log.end(0)).isTrue();
    assertRefused(
        "OTHER_TRANSCRIPT",
        FederationFixture.sign(
            new ShareReveal(session, liar.id(), digest("others"), List.of(), List.of()),
            liar.key()));
  }

  @Test
  void messagesOfAnotherSessionOrAnotherNodeAreRefused() throws SecAggException {
    KeyAdvertisement own =
        (KeyAdvertisement)
            COHORTS.verified(log.state(), log.sites().getFirst().speak(log.state())).predicate();
    SecureSite other = log.sites().getLast();
    var stranger = new KeyAdvertisement(own.session(), other.id(), own.sharing(), own.masking());
    var foreign = new KeyAdvertisement(digest("session"), own.node(), own.sharing(), own.masking());

    assertRefused("UNKNOWN_NODE", FederationFixture.sign(stranger, other.key()));
    assertRefused(
        "no round that is under way has the session",
        FederationFixture.sign(foreign, log.sites().getFirst().key()));
    assertThatThrownBy(
            () ->
                log.state()
                    .directory()
                    .verify(FederationFixture.sign(own, other.key()), COHORTS.fixture().keySets()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("names another node than its signer");
  }

  @Test
  void updatesAreRefusedInASecureRoundAndMessagesInAnOpenOne() throws SecAggException {
    Round round = log.round();
    assertThat(log.state().takes(round)).isFalse();
    assertThat(log.judge(FederationFixture.update(round, 1), nodeKey(1)))
        .get()
        .extracting(Refusal::detail)
        .isEqualTo("privacy COHORT: no updates are taken, nodes mask what they submit");

    var open = new FederationFixture(2);
    FederationState state = open.open(open.based());
    Envelope advertisement = log.sites().getFirst().speak(log.state());
    assertThat(state.judge(signed(open, state, advertisement)))
        .get()
        .extracting(Refusal::detail)
        .asString()
        .contains("no round that is under way has the session");
  }

  private static SignedStatement signed(
      FederationFixture fixture, FederationState state, Envelope envelope) {
    try {
      return state.directory().verify(envelope, fixture.keySets());
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void stepsAreEndedInTheirOrderAndStragglersAreWelcome() throws SecAggException {
    Sha256 id = log.round().id();

    assertThat(log.judge(new RoundStep(id, Step.DEALING), aggregatorKey(1))).isPresent();
    assertThat(log.judge(new RoundStep(id, Step.REVEALING), aggregatorKey(1))).isPresent();
    assertThat(log.judge(new RoundStep(digest("round"), Step.ADVERTISING), aggregatorKey(1)))
        .isPresent();
    assertThat(log.judge(new RoundClose(id), aggregatorKey(1))).isPresent();
    step(Phase.Dealing.class);
    assertThat(log.judge(new RoundStep(id, Step.ADVERTISING), aggregatorKey(1))).isEmpty();
    log.append(new RoundStep(id, Step.ADVERTISING), aggregatorKey(1));
    assertThat(log.state().phase())
        .isEqualTo(new Phase.Dealing(log.round(), new Votes<>(List.of())));
    log.append(new RoundStep(id, Step.DEALING), aggregatorKey(1));
    log.append(new RoundStep(id, Step.DEALING), aggregatorKey(1));
    assertThat(log.state().phase()).isInstanceOf(Phase.Dealing.class);
    assertThat(log.duty(1, 1_000))
        .isEqualTo(new Duty.Wait("waiting for the end of the step Dealing: 1 of 2 organizations"));
  }

  @Test
  void openRoundHasNoSteps() {
    var open = new FederationFixture(2);
    FederationState state = open.open(open.based());
    Round round = state.openRound().orElseThrow();

    assertThat(
            state.judge(
                open.signed(state, new RoundStep(round.id(), Step.REVEALING), aggregatorKey(1))))
        .get()
        .extracting(Refusal::detail)
        .isEqualTo("round 1 has no such steps: it is open");
  }

  @Test
  void secureRoundWaitsForNodes() {
    FederationFixture fixture = COHORTS.fixture();
    FederationState based = fixture.based(); // each organization has one node yet

    assertThat(Duty.of(based, organization(1), Duration.ZERO))
        .isEqualTo(new Duty.Wait("waiting for nodes: a cohort is two or more of one organization"));
    assertThat(based.judge(fixture.signed(based, Derivation.nextRound(based), aggregatorKey(1))))
        .isPresent();
  }

  @Test
  void nodesEnrolledAfterTheOpeningHaveNoPart() {
    FederationFixture fixture = COHORTS.fixture();
    FederationState state = fixture.based();
    for (int i = 1; i <= 2; i++) {
      state =
          fixture.then(
              state,
              FederationFixture.delegation(SecureFederation.nodeKey(1, i + 1), Role.NODE),
              rootKey(1));
    }
    state = fixture.open(state);
    Fingerprint late = SecureFederation.nodeKey(1, 4).fingerprint();
    state =
        fixture.then(
            state,
            FederationFixture.delegation(SecureFederation.nodeKey(1, 4), Role.NODE),
            rootKey(1));

    SecureRound secure = state.secureRound().orElseThrow();
    assertThat(secure.cohorts())
        .singleElement()
        .satisfies(c -> assertThat(c.session().ids()).hasSize(3));
    assertThat(secure.cohortOf(late)).isEmpty();
    assertThat(secure.cohortOf(nodeKey(2).fingerprint())).isEmpty();
  }

  @Test
  void sessionsNameTheRoundAndItsNodes() {
    SecureLog sealed = new SecureLog(new SecureFederation(Privacy.SEALED, 2, 4), 1);

    Cohort all = sealed.secure().cohorts().getFirst();
    assertThat(all.session().threshold()).isEqualTo(6);
    assertThat(all.session().modulus().bits()).isEqualTo(24 + 3);
    assertThat(all.session().length()).isEqualTo(20);
    assertThat(log.secure().cohorts()).hasSize(2).doesNotContain(all);
  }

  private void assertRefused(String words, Envelope envelope) {
    assertThat(log.judge(envelope)).get().extracting(Refusal::detail).asString().contains(words);
  }
}
