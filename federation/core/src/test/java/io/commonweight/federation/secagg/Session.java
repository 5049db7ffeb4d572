package io.commonweight.federation.secagg;

import static io.commonweight.federation.secagg.SecAggFixture.get;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.ShareReveal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A session that is played step by step, without signatures, so that the steps before a dropout can
 * be shared by many patterns of dropouts.
 */
final class Session {

  private Session() {}

  /** After round 0: who advertised, and what was dealt. */
  record Dealt(
      SecAggFixture fixture, Roster roster, SortedMap<Fingerprint, AdvertiseState.Dealt> dealt) {

    static Dealt of(SecAggFixture fixture, Map<Fingerprint, AdvertiseState> begun, long seed)
        throws SecAggException {
      Roster roster =
          Roster.of(
              fixture.round(),
              begun.values().stream().map(state -> Signed.of(state.advertisement())).toList());
      var random = new SeededRandom(seed);
      SortedMap<Fingerprint, AdvertiseState.Dealt> dealt = new TreeMap<>();
      for (var entry : begun.entrySet()) {
        dealt.put(entry.getKey(), entry.getValue().deal(roster, random));
      }
      return new Dealt(fixture, roster, dealt);
    }

    Dealings dealings(Collection<Fingerprint> dealers) throws SecAggException {
      return Dealings.of(roster, signed(dealers));
    }

    List<Signed<ShareDealing>> signed(Collection<Fingerprint> dealers) {
      return dealers.stream().map(dealer -> Signed.of(get(dealt, dealer).dealing())).toList();
    }

    /** The parcels of these dealers for one node, by sender. */
    SortedMap<Fingerprint, Parcel> parcelsFor(
        Fingerprint receiver, Collection<Fingerprint> dealers) {
      SortedMap<Fingerprint, Parcel> received = new TreeMap<>();
      for (Fingerprint dealer : dealers) {
        if (!dealer.equals(receiver)) {
          received.put(dealer, get(get(dealt, dealer).parcels(), receiver));
        }
      }
      return received;
    }

    /** Round 1 and masking: every dealer receives what these dealers dealt, and masks. */
    Masked mask(Collection<Fingerprint> dealers) throws SecAggException {
      Dealings all = dealings(dealers);
      SortedMap<Fingerprint, UnmaskState> states = new TreeMap<>();
      SortedMap<Fingerprint, byte[]> vectors = new TreeMap<>();
      SortedMap<Fingerprint, MaskedInput> words = new TreeMap<>();
      for (Fingerprint dealer : dealers) {
        MaskInputState state =
            get(dealt, dealer).next().receive(signed(dealers), parcelsFor(dealer, dealers));
        byte[] vector =
            new VectorMasker(fixture.round(), state.masks()).next(fixture.vector(dealer));
        vectors.put(dealer, vector);
        words.put(dealer, state.input(Sha256.of(vector)));
        states.put(dealer, state.sent(Sha256.of(vector)));
      }
      return new Masked(this, all, states, vectors, words);
    }
  }

  /** After round 1: the masked vectors, which have not been sent yet. */
  record Masked(
      Dealt dealt,
      Dealings dealings,
      SortedMap<Fingerprint, UnmaskState> states,
      SortedMap<Fingerprint, byte[]> vectors,
      SortedMap<Fingerprint, MaskedInput> words) {

    SecAggFixture fixture() {
      return dealt.fixture();
    }

    /** What the log says if it has vectors of these nodes only. */
    Survivors survivors(Collection<Fingerprint> senders) throws SecAggException {
      return Survivors.of(
          dealings, senders.stream().map(sender -> Signed.of(get(words, sender))).toList());
    }

    /** Round 3: these of the survivors answer. */
    List<Signed<ShareReveal>> reveal(Survivors survivors, List<Fingerprint> answering)
        throws SecAggException {
      List<Signed<ShareReveal>> reveals = new ArrayList<>();
      for (Fingerprint node : answering) {
        reveals.add(Signed.of(get(states, node).reveal(survivors)));
      }
      return reveals;
    }

    Recovered recover(Survivors survivors, List<Signed<ShareReveal>> reveals)
        throws SecAggException {
      return new Reveals(dealings, survivors).recover(reveals);
    }

    Parcel parcel(Route route) {
      return get(get(dealt.dealt(), route.from()).parcels(), route.to());
    }

    /** The parcels that are needed for the sum. */
    Map<Route, Parcel> parcels(Survivors survivors) {
      Map<Route, Parcel> parcels = new HashMap<>();
      SecureSum.neededParcels(dealings, survivors)
          .forEach(route -> parcels.put(route, parcel(route)));
      return parcels;
    }

    /** The sum of all these vectors, recomputed from what is public. */
    long[] sum(Survivors survivors, List<Signed<ShareReveal>> reveals) throws SecAggException {
      SecureSum sum =
          SecureSum.of(dealings, survivors, recover(survivors, reveals), parcels(survivors));
      return sum.window(0, SecAggFixture.only(vectors, survivors.ids()));
    }
  }
}
