package io.commonweight.federation.secagg;

import static io.commonweight.federation.secagg.SecAggFixture.get;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import java.util.Collection;
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
              begun.values().stream().map(state -> new Signed<>(state.advertisement())).toList());
      var random = new SeededRandom(seed);
      SortedMap<Fingerprint, AdvertiseState.Dealt> dealt = new TreeMap<>();
      for (var entry : begun.entrySet()) {
        dealt.put(entry.getKey(), entry.getValue().deal(roster, random));
      }
      return new Dealt(fixture, roster, dealt);
    }

    CollectedDealings collect(Collection<Fingerprint> dealers) throws SecAggException {
      var collected = new CollectedDealings(roster);
      for (Fingerprint dealer : dealers) {
        AdvertiseState.Dealt of = get(dealt, dealer);
        collected.accept(new Signed<>(of.dealing()), of.parcels());
      }
      return collected;
    }

    /** Round 1 and masking: every dealer receives what these dealers dealt, and masks. */
    Masked mask(Collection<Fingerprint> dealers) throws SecAggException {
      CollectedDealings collected = collect(dealers);
      CollectedInputs inputs = collected.close();
      SortedMap<Fingerprint, UnmaskState> states = new TreeMap<>();
      SortedMap<Fingerprint, byte[]> vectors = new TreeMap<>();
      SortedMap<Fingerprint, MaskedInput> words = new TreeMap<>();
      for (Fingerprint dealer : dealers) {
        MaskInputState state =
            get(dealt, dealer).next().receive(collected.all(), collected.parcelsFor(dealer));
        byte[] vector =
            new VectorMasker(fixture.round(), state.masks()).next(fixture.vector(dealer));
        vectors.put(dealer, vector);
        words.put(dealer, state.input(Sha256.of(vector)));
        states.put(dealer, state.sent(Sha256.of(vector)));
      }
      return new Masked(fixture, inputs, states, vectors, words);
    }
  }

  /** After round 1: the masked vectors, which have not been sent yet. */
  record Masked(
      SecAggFixture fixture,
      CollectedInputs empty,
      SortedMap<Fingerprint, UnmaskState> states,
      SortedMap<Fingerprint, byte[]> vectors,
      SortedMap<Fingerprint, MaskedInput> words) {

    /** What a server has that has vectors of these nodes only. */
    CollectedInputs collect(Collection<Fingerprint> senders) throws SecAggException {
      var collected = new CollectedInputs(dealings(), empty.parcels());
      for (Fingerprint sender : senders) {
        collected.accept(new Signed<>(get(words, sender)));
      }
      return collected;
    }

    Survivors survivors(Collection<Fingerprint> senders) throws SecAggException {
      return collect(senders).survivors();
    }

    /** Round 3: these of the survivors answer. */
    CollectedReveals reveal(Survivors survivors, List<Fingerprint> answering)
        throws SecAggException {
      CollectedReveals collected = collect(survivors.ids()).close(survivors);
      for (Fingerprint node : answering) {
        Reveal reveal = get(states, node).reveal(collected.request(), survivors);
        collected.accept(new Signed<>(reveal));
      }
      return collected;
    }

    Dealings dealings() throws SecAggException {
      return states.values().iterator().next().dealings();
    }

    /** The sum of all these vectors, recomputed from what is public. */
    long[] sum(Survivors survivors, CollectedReveals collected) throws SecAggException {
      SecureSum sum =
          SecureSum.of(dealings(), survivors, collected.recover(), collected.parcelsToPublish());
      return sum.window(0, SecAggFixture.only(vectors, survivors.ids()));
    }
  }
}
