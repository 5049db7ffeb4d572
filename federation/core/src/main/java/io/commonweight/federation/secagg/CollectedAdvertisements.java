package io.commonweight.federation.secagg;

import java.util.ArrayList;
import java.util.List;

/** A server that collects advertisements (round 0). The first of a node counts. Not thread-safe. */
public final class CollectedAdvertisements {
  private final SecAggRound round;
  private final List<Signed<Advertisement>> advertisements = new ArrayList<>();

  /** Begins a session. */
  public CollectedAdvertisements(SecAggRound round) {
    this.round = round;
  }

  /**
   * Takes an advertisement.
   *
   * @throws SecAggException REPEATED_NODE if there is one of the node already; it is not taken
   */
  public void accept(Signed<Advertisement> advertisement) throws SecAggException {
    First.add(advertisements, advertisement);
  }

  /** What to send to every node that has advertised. */
  public List<Signed<Advertisement>> all() {
    return List.copyOf(advertisements);
  }

  /**
   * Goes on with those who have advertised.
   *
   * @throws SecAggException TOO_FEW if they are below the threshold
   */
  public CollectedDealings close() throws SecAggException {
    return new CollectedDealings(Roster.of(round, advertisements));
  }
}
