package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** Who takes part: at least a threshold of the round's nodes, each with its advertisement. */
public final class Roster {
  private final SecAggRound round;
  private final SortedMap<Fingerprint, Signed<Advertisement>> advertisements;

  private Roster(SecAggRound round, SortedMap<Fingerprint, Signed<Advertisement>> advertisements) {
    this.round = round;
    this.advertisements = advertisements;
  }

  /**
   * Collects advertisements.
   *
   * @throws SecAggException REPEATED_NODE if a node has two, TOO_FEW if they are below the
   *     threshold
   */
  public static Roster of(SecAggRound round, Collection<Signed<Advertisement>> advertisements)
      throws SecAggException {
    SortedMap<Fingerprint, Signed<Advertisement>> byNode = Transcript.byNode(advertisements);
    round.requireEnough(byNode.size(), "advertisements");
    return new Roster(round, byNode);
  }

  /** The round that they are of. */
  public SecAggRound round() {
    return round;
  }

  /** Names exactly these advertisements. */
  public Sha256 digest() {
    return Transcript.digest(advertisements);
  }

  /** The nodes, in order. */
  public List<Fingerprint> ids() {
    return List.copyOf(advertisements.keySet());
  }

  /**
   * The keys of one of the nodes.
   *
   * @throws SecAggException UNKNOWN_NODE if it is none
   */
  Advertisement advertisement(Fingerprint node) throws SecAggException {
    Signed<Advertisement> advertisement = advertisements.get(node);
    if (advertisement == null) {
      throw new SecAggException(
          Reason.UNKNOWN_NODE, node.abbreviated() + " has advertised no keys");
    }
    return advertisement.message();
  }
}
