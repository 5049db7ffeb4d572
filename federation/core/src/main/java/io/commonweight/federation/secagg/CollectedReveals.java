package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.Derivation.Purpose;
import io.commonweight.federation.secagg.Recovered.Known;
import io.commonweight.federation.secagg.Reveal.Opened;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A server that collects shares and recovers what they are shares of (round 3). Not thread-safe.
 */
public final class CollectedReveals {
  private final Dealings dealings;
  private final Map<Route, Parcel> parcels;
  private final Survivors survivors;
  private final List<Fingerprint> dropouts;
  private final List<Signed<Reveal>> reveals = new ArrayList<>();

  CollectedReveals(Dealings dealings, Map<Route, Parcel> parcels, Survivors survivors)
      throws SecAggException {
    SurvivorRules.check(dealings, survivors);
    this.dealings = dealings;
    this.parcels = parcels;
    this.survivors = survivors;
    this.dropouts = SurvivorRules.dropouts(dealings, survivors);
  }

  /** What to ask every survivor. */
  public UnmaskRequest request() {
    return new UnmaskRequest(survivors.session(), survivors.ids(), dropouts);
  }

  /**
   * Takes a node's shares.
   *
   * @throws SecAggException if the node is no survivor, answers for other survivors, gives other
   *     shares than asked for, one is not the one its dealer committed to (WRONG_SHARE), or it has
   *     answered already; nothing is taken
   */
  public void accept(Signed<Reveal> signed) throws SecAggException {
    Reveal reveal = signed.message();
    if (survivors.vectorOf(reveal.node()).isEmpty()) {
      throw new SecAggException(
          Reason.UNKNOWN_NODE, reveal.node().abbreviated() + " is no survivor");
    }
    if (!reveal.survivors().equals(survivors.digest())
        || !dealers(reveal.seeds()).equals(survivors.ids())
        || !dealers(reveal.keys()).equals(dropouts)) {
      throw new SecAggException(
          Reason.OTHER_TRANSCRIPT, reveal.node().abbreviated() + " answers for other survivors");
    }
    for (Opened opened : reveal.seeds()) {
      Dealing.Shares committed = dealings.shares(opened.dealer(), reveal.node());
      requireCommitted(Purpose.SEED_SHARE_COMMITMENT, reveal.node(), opened, committed.seed());
    }
    for (Opened opened : reveal.keys()) {
      Dealing.Shares committed = dealings.shares(opened.dealer(), reveal.node());
      requireCommitted(Purpose.KEY_SHARE_COMMITMENT, reveal.node(), opened, committed.key());
    }
    First.add(reveals, signed);
  }

  private static List<Fingerprint> dealers(List<Opened> opened) {
    return opened.stream().map(Opened::dealer).toList();
  }

  private void requireCommitted(
      Purpose purpose, Fingerprint holder, Opened opened, Sha256 committed) throws SecAggException {
    Sha256 actual =
        dealings.round().derivation().commit(purpose, opened.dealer(), holder, opened.share());
    if (!actual.equals(committed)) {
      throw new SecAggException(
          Reason.WRONG_SHARE,
          "%s gives a share of %s that is not the one it was dealt"
              .formatted(holder.abbreviated(), opened.dealer().abbreviated()));
    }
  }

  /**
   * Recovers the survivors' seeds and the dropouts' keys, to be published.
   *
   * @throws SecAggException TOO_FEW below the threshold; FAULTY_DEALER if shares were dealt that do
   *     not give the secret committed to
   */
  public Recovered recover() throws SecAggException {
    dealings.round().requireEnough(reveals.size(), "nodes have given shares");
    Recovered recovered =
        new Recovered(
            survivors.session(),
            survivors.digest(),
            combine(survivors.ids(), Reveal::seeds),
            combine(dropouts, Reveal::keys));
    recovered.check(dealings, survivors);
    return recovered;
  }

  private List<Known> combine(List<Fingerprint> dealers, Function<Reveal, List<Opened>> kind) {
    Map<Fingerprint, SortedMap<Integer, byte[]>> shares = new HashMap<>();
    reveals.stream()
        .limit(dealings.round().threshold())
        .map(Signed::message)
        .forEach(
            reveal ->
                kind.apply(reveal)
                    .forEach(
                        opened ->
                            shares
                                .computeIfAbsent(opened.dealer(), _ -> new TreeMap<>())
                                .put(
                                    dealings.round().coordinate(reveal.node()),
                                    opened.share().share().bytes())));
    return dealers.stream()
        .map(dealer -> new Known(dealer, secret(shares.getOrDefault(dealer, new TreeMap<>()))))
        .toList();
  }

  private static Secret secret(SortedMap<Integer, byte[]> shares) {
    return Secret.of(SecretSharing.interpolate(shares, 0));
  }

  /** The parcels that whoever recomputes the sum needs: those between a survivor and a dropout. */
  public Map<Route, Parcel> parcelsToPublish() {
    Map<Route, Parcel> needed = new HashMap<>();
    for (Fingerprint dropout : dropouts) {
      for (Fingerprint survivor : survivors.ids()) {
        Route route = Route.ofPair(survivor, dropout);
        Parcel parcel = parcels.get(route);
        if (parcel != null) {
          needed.put(route, parcel);
        }
      }
    }
    return Map.copyOf(needed);
  }
}
