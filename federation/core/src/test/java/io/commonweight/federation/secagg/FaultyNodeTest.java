package io.commonweight.federation.secagg;

import static io.commonweight.federation.secagg.SecAggFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Quorum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Nodes that break the protocol otherwise than with shares, and servers that meet them. */
class FaultyNodeTest {
  private final SecAggFixture fixture = new SecAggFixture(new Quorum(4, 0, 3), 3);
  private final SortedMap<Fingerprint, AdvertiseState> begun = fixture.begin(1);
  private final Fingerprint lowest = fixture.node(0);
  private final Fingerprint highest = fixture.node(3);

  @Test
  void keysOfLowOrderMakeTheOthersLeave() throws SecAggException {
    Advertisement honest = get(begun, highest).advertisement();
    byte[] low = honest.masking().bytes();
    Arrays.fill(low, 1184, 1216, (byte) 0);
    KemKey lowOrder = KemKey.of(low);

    assertRefused(Reason.FAULTY_DEALER, () -> dealTo(honest.masking(), lowOrder));
    assertRefused(Reason.FAULTY_DEALER, () -> dealTo(lowOrder, honest.masking()));
  }

  /** The lowest node deals to a roster on which the highest has these keys. */
  private void dealTo(KemKey sharing, KemKey masking) throws SecAggException {
    List<Signed<Advertisement>> advertisements = new ArrayList<>();
    for (Fingerprint node : fixture.nodes().subList(0, 3)) {
      advertisements.add(new Signed<>(get(begun, node).advertisement()));
    }
    advertisements.add(
        new Signed<>(new Advertisement(fixture.round().id(), highest, sharing, masking)));
    var _ =
        get(begun, lowest).deal(Roster.of(fixture.round(), advertisements), new SeededRandom(2));
  }

  /** Its masks cannot be taken off, and what it signed shows that the fault is its own. */
  @Test
  void dropoutThatEncapsulatedOtherThanItHadToIsNamed() throws SecAggException {
    Session.Masked masked = withForeignCiphertext().mask(fixture.nodes());
    List<Fingerprint> senders = fixture.nodes().subList(1, 4);
    Survivors survivors = masked.survivors(senders);
    CollectedReveals collected = masked.reveal(survivors, senders);

    assertThat(assertRefused(Reason.FAULTY_DEALER, collected::sum))
        .hasMessage(
            "%s did not encapsulate to %s as it had to",
            lowest.abbreviated(), highest.abbreviated());
  }

  private Session.Dealt withForeignCiphertext() throws SecAggException {
    Session.Dealt dealt = Session.Dealt.of(fixture, begun, 2);
    AdvertiseState.Dealt honest = get(dealt.dealt(), lowest);
    byte[] key = get(begun, highest).advertisement().masking().bytes();
    Parcel parcel =
        new Parcel(
            get(honest.parcels(), highest).box(),
            Optional.of(XWing.encapsulate(key, new byte[64]).ciphertext()));
    SortedMap<Fingerprint, Parcel> parcels = new TreeMap<>(honest.parcels());
    parcels.put(highest, parcel);
    List<Dealing.Sent> sent = new ArrayList<>(honest.dealing().parcels());
    sent.set(2, new Dealing.Sent(highest, parcel.digest()));
    var dealing =
        new Dealing(
            fixture.round().id(),
            lowest,
            honest.dealing().roster(),
            honest.dealing().seed(),
            honest.dealing().shares(),
            sent);
    ShareKeysState next = honest.next();
    SortedMap<Fingerprint, AdvertiseState.Dealt> all = new TreeMap<>(dealt.dealt());
    all.put(
        lowest,
        new AdvertiseState.Dealt(
            new ShareKeysState(next.secrets(), next.roster(), dealing, next.own(), next.pairs()),
            dealing,
            parcels));
    return new Session.Dealt(fixture, dealt.roster(), all);
  }

  @Test
  void firstMessageOfANodeCounts() throws SecAggException {
    var advertisements = new CollectedAdvertisements(fixture.round());
    Signed<Advertisement> first = new Signed<>(get(begun, lowest).advertisement());
    Signed<Advertisement> second = new Signed<>(get(fixture.begin(9), lowest).advertisement());
    advertisements.accept(first);

    assertRefused(Reason.REPEATED_NODE, () -> advertisements.accept(second));
    assertThat(advertisements.all()).containsExactly(first);
    assertRefused(Reason.TOO_FEW, advertisements::close);
  }

  /** They were opened, for the session that they are of. */
  @Test
  void messagesOfAnotherSessionAreNotTaken() throws SecAggException {
    var next = new SecAggFixture(new Quorum(4, 0, 3), 3, "round 8");
    List<Signed<Advertisement>> foreign = new ArrayList<>();
    for (AdvertiseState state : next.begin(1).values()) {
      foreign.add(new Signed<>(state.advertisement()));
    }

    assertRefused(Reason.OTHER_SESSION, () -> Roster.of(fixture.round(), foreign));
    assertRefused(
        Reason.OTHER_SESSION,
        () -> new CollectedAdvertisements(fixture.round()).accept(foreign.getFirst()));
  }

  @Test
  void dealingWithoutAllItsParcelsIsNotTaken() throws SecAggException {
    Session.Dealt dealt = Session.Dealt.of(fixture, begun, 2);
    AdvertiseState.Dealt of = get(dealt.dealt(), lowest);
    SortedMap<Fingerprint, Parcel> fewer = new TreeMap<>(of.parcels());
    fewer.remove(highest);
    var collected = new CollectedDealings(dealt.roster());

    assertRefused(Reason.FAULTY_DEALER, () -> collected.accept(new Signed<>(of.dealing()), fewer));
    assertThat(collected.all()).isEmpty();
    collected.accept(new Signed<>(of.dealing()), of.parcels());
    assertRefused(
        Reason.REPEATED_NODE, () -> collected.accept(new Signed<>(of.dealing()), of.parcels()));
  }

  @Test
  void wordForAVectorUnderOtherDealingsIsNotTaken() throws SecAggException {
    Session.Masked masked = Session.Dealt.of(fixture, begun, 2).mask(fixture.nodes());
    CollectedInputs collected = masked.collect(List.of());
    MaskedInput word = get(masked.words(), lowest);
    var other = new MaskedInput(word.session(), lowest, word.vector(), word.vector());

    assertRefused(Reason.OTHER_TRANSCRIPT, () -> collected.accept(new Signed<>(other)));
    collected.accept(new Signed<>(word));
    assertRefused(Reason.REPEATED_NODE, () -> collected.accept(new Signed<>(word)));
  }

  private static SecAggException assertRefused(Reason reason, ThrowingCallable step) {
    SecAggException refused = catchThrowableOfType(SecAggException.class, step);
    assertThat(refused.reason()).isEqualTo(reason);
    return refused;
  }
}
