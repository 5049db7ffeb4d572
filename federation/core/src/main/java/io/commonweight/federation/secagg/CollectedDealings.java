package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.identity.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A server that collects what nodes deal (round 1), and passes it on. Not thread-safe. */
public final class CollectedDealings {
  private final Roster roster;
  private final List<Signed<Dealing>> dealings = new ArrayList<>();
  private final Map<Route, Parcel> parcels = new HashMap<>();

  CollectedDealings(Roster roster) {
    this.roster = roster;
  }

  /**
   * Takes a dealing with all its parcels.
   *
   * @throws SecAggException if the node has dealt already, has not dealt to exactly this roster, or
   *     a parcel is not the one it has signed for; nothing is taken
   */
  public void accept(Signed<Dealing> dealing, Map<Fingerprint, Parcel> sent)
      throws SecAggException {
    Dealing message = dealing.message();
    Dealings.check(roster, message);
    for (Dealing.Sent expected : message.parcels()) {
      Parcel parcel = sent.get(expected.to());
      if (parcel == null || !parcel.digest().equals(expected.parcel())) {
        throw new SecAggException(
            Reason.FAULTY_DEALER,
            "%s has not sent what it signed to %s"
                .formatted(message.node().abbreviated(), expected.to().abbreviated()));
      }
    }
    First.add(dealings, dealing);
    message
        .parcels()
        .forEach(to -> parcels.put(new Route(message.node(), to.to()), sent.get(to.to())));
  }

  /** What to send to every node that has dealt. */
  public List<Signed<Dealing>> all() {
    return List.copyOf(dealings);
  }

  /** The parcels for one node, by sender. */
  public SortedMap<Fingerprint, Parcel> parcelsFor(Fingerprint receiver) {
    SortedMap<Fingerprint, Parcel> received = new TreeMap<>();
    parcels.forEach(
        (route, parcel) -> {
          if (route.to().equals(receiver)) {
            received.put(route.from(), parcel);
          }
        });
    return received;
  }

  /**
   * Goes on with those who have dealt.
   *
   * @throws SecAggException TOO_FEW if they are below the threshold
   */
  public CollectedInputs close() throws SecAggException {
    return new CollectedInputs(Dealings.of(roster, dealings), Map.copyOf(parcels));
  }
}
