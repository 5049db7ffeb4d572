package io.commonweight.federation.secagg;

import static io.commonweight.federation.secagg.SecAggFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.SaltedShare;
import io.commonweight.sdk.statement.Secret;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.ShareReveal;
import io.commonweight.sdk.statement.ShareReveal.Opened;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Dealers and holders that lie about shares. */
class WrongShareTest {
  private final SecAggFixture fixture = new SecAggFixture(new Quorum(4, 0, 3), 3);
  private final Fingerprint liar = fixture.node(0);
  private final Fingerprint victim = fixture.node(1);
  private final Session.Dealt dealt;

  WrongShareTest() throws SecAggException {
    dealt = Session.Dealt.of(fixture, fixture.begin(1), 2);
  }

  @Test
  void holderThatGivesAnotherShareIsFoundOut() throws SecAggException {
    Session.Masked masked = dealt.mask(fixture.nodes());
    Survivors survivors = masked.survivors(fixture.nodes().subList(0, 3));
    var reveals = new Reveals(masked.dealings(), survivors);
    ShareReveal honest = get(masked.states(), liar).reveal(survivors);

    assertRefused(
        Reason.WRONG_SHARE,
        () -> reveals.check(with(honest, changed(honest.seeds()), honest.keys())));
    assertRefused(
        Reason.WRONG_SHARE,
        () -> reveals.check(with(honest, honest.seeds(), changed(honest.keys()))));
    reveals.check(honest);
    assertRefused(
        Reason.REPEATED_NODE,
        () -> reveals.recover(List.of(Signed.of(honest), Signed.of(honest), Signed.of(honest))));
  }

  @Test
  void answerForOtherNodesIsRefused() throws SecAggException {
    Session.Masked masked = dealt.mask(fixture.nodes());
    Survivors survivors = masked.survivors(fixture.nodes().subList(0, 3));
    var reveals = new Reveals(masked.dealings(), survivors);
    ShareReveal honest = get(masked.states(), liar).reveal(survivors);

    assertRefused(
        Reason.OTHER_TRANSCRIPT, () -> reveals.check(with(honest, honest.seeds(), List.of())));
    assertRefused(
        Reason.OTHER_TRANSCRIPT,
        () -> reveals.check(with(honest, honest.seeds().subList(0, 2), honest.keys())));
    assertRefused(
        Reason.UNKNOWN_NODE,
        () ->
            reveals.check(
                new ShareReveal(
                    honest.session(),
                    fixture.node(3),
                    honest.survivors(),
                    honest.seeds(),
                    honest.keys())));
  }

  @Test
  void receiverSeesThatADealerSentAnotherShareThanItCommittedTo() throws SecAggException {
    AdvertiseState.Dealt honest = get(dealt.dealt(), liar);
    Parcel sent = get(honest.parcels(), victim);
    var lie =
        new HeldShares(
            new SaltedShare(new Secret("01".repeat(32)), new Secret("02".repeat(32))),
            new SaltedShare(new Secret("03".repeat(32)), new Secret("04".repeat(32))));
    Bytes box =
        new ShareBox(fixture.round(), liar, victim)
            .seal(lie, dealt.roster().advertisement(victim).sharing(), new SeededRandom(5));

    assertRefused(Reason.WRONG_SHARE, () -> receive(new Parcel(box, sent.pair())));
  }

  @Test
  void receiverSeesThatABoxWasNotForIt() throws SecAggException {
    Parcel others = get(get(dealt.dealt(), liar).parcels(), fixture.node(2));

    assertRefused(Reason.WRONG_SHARE, () -> receive(others));
  }

  @Test
  void receiverSeesThatTheServerChangedAParcel() throws SecAggException {
    Map<Fingerprint, Parcel> parcels = dealt.parcelsFor(victim, fixture.nodes());
    parcels.put(liar, get(get(dealt.dealt(), liar).parcels(), fixture.node(2)));

    assertRefused(
        Reason.FAULTY_DEALER,
        () -> get(dealt.dealt(), victim).next().receive(dealt.signed(fixture.nodes()), parcels));
  }

  @Test
  void receiverSeesThatTheServerKeptAParcelBack() throws SecAggException {
    Map<Fingerprint, Parcel> parcels = dealt.parcelsFor(victim, fixture.nodes());
    parcels.remove(liar);

    assertRefused(
        Reason.UNACCOUNTED,
        () -> get(dealt.dealt(), victim).next().receive(dealt.signed(fixture.nodes()), parcels));
  }

  @Test
  void receiverSeesThatItsOwnDealingIsMissing() throws SecAggException {
    List<Fingerprint> others = new ArrayList<>(fixture.nodes());
    others.remove(victim);

    assertRefused(
        Reason.SELF_MISSING,
        () ->
            get(dealt.dealt(), victim)
                .next()
                .receive(dealt.signed(others), dealt.parcelsFor(victim, others)));
  }

  @Test
  void dealingsOfAnotherRosterAreRefused() throws SecAggException {
    var fewer =
        Session.Dealt.of(
            fixture, SecAggFixture.only(fixture.begin(1), fixture.nodes().subList(0, 3)), 2);
    AdvertiseState.Dealt other = get(fewer.dealt(), liar);

    assertRefused(Reason.OTHER_TRANSCRIPT, () -> dealt.roster().check(other.dealing()));
  }

  @Test
  void dealingThatLeavesANodeOutIsRefused() {
    ShareDealing honest = get(dealt.dealt(), liar).dealing();
    var lacking =
        new ShareDealing(
            honest.session(),
            honest.node(),
            honest.roster(),
            honest.seed(),
            honest.shares().subList(0, 3),
            honest.parcels(),
            honest.blob());

    assertRefused(Reason.FAULTY_DEALER, () -> dealt.roster().check(lacking));
  }

  /** Each share fits its commitment, and together they are of no secret: the dealer is named. */
  @Test
  void sharesThatDoNotGiveTheSecretCommittedToNameTheirDealer() throws SecAggException {
    Session.Masked masked = lyingAboutItsSeed().mask(fixture.nodes());
    Survivors survivors = masked.survivors(fixture.nodes());
    List<Signed<ShareReveal>> reveals = masked.reveal(survivors, fixture.nodes());

    SecAggException refused =
        assertRefused(Reason.FAULTY_DEALER, () -> masked.recover(survivors, reveals));
    assertThat(refused).hasMessageContaining(liar.abbreviated());
  }

  private Session.Dealt lyingAboutItsSeed() {
    AdvertiseState.Dealt honest = get(dealt.dealt(), liar);
    ShareDealing said = honest.dealing();
    var lie =
        new ShareDealing(
            said.session(),
            liar,
            said.roster(),
            said.roster(),
            said.shares(),
            said.parcels(),
            said.blob());
    ShareKeysState next = honest.next();
    var lying = new TreeMap<>(dealt.dealt());
    lying.put(
        liar,
        new AdvertiseState.Dealt(
            new ShareKeysState(next.secrets(), next.roster(), lie, next.own(), next.pairs()),
            lie,
            honest.parcels()));
    return new Session.Dealt(fixture, dealt.roster(), lying);
  }

  /** Has the victim receive this from the liar, who has signed for it. */
  private void receive(Parcel parcel) throws SecAggException {
    ShareDealing said = get(dealt.dealt(), liar).dealing();
    List<ShareDealing.Sent> sent = new ArrayList<>(said.parcels());
    sent.replaceAll(
        s -> s.to().equals(victim) ? new ShareDealing.Sent(victim, parcel.digest()) : s);
    var lie =
        new ShareDealing(
            said.session(), liar, said.roster(), said.seed(), said.shares(), sent, said.blob());
    List<Signed<ShareDealing>> dealings = new ArrayList<>(dealt.signed(fixture.nodes()));
    dealings.replaceAll(d -> d.message().node().equals(liar) ? Signed.of(lie) : d);
    Map<Fingerprint, Parcel> parcels = dealt.parcelsFor(victim, fixture.nodes());
    parcels.put(liar, parcel);
    var _ = get(dealt.dealt(), victim).next().receive(dealings, parcels);
  }

  private static ShareReveal with(ShareReveal reveal, List<Opened> seeds, List<Opened> keys) {
    return new ShareReveal(reveal.session(), reveal.node(), reveal.survivors(), seeds, keys);
  }

  private static List<Opened> changed(List<Opened> opened) {
    List<Opened> changed = new ArrayList<>(opened);
    Opened first = opened.getFirst();
    byte[] share = first.share().share().bytes();
    share[0] ^= 1;
    changed.set(
        0, new Opened(first.dealer(), new SaltedShare(first.share().salt(), Secret.of(share))));
    return changed;
  }

  private static SecAggException assertRefused(Reason reason, ThrowingCallable step) {
    SecAggException refused = catchThrowableOfType(SecAggException.class, step);
    assertThat(refused.reason()).isEqualTo(reason);
    return refused;
  }
}
