package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.ShareDealing;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/** Who takes part: at least a threshold of the round's nodes, each with its advertisement. */
public final class Roster {
  private final SecAggRound round;
  private final SortedMap<Fingerprint, Signed<KeyAdvertisement>> advertisements;

  private Roster(
      SecAggRound round, SortedMap<Fingerprint, Signed<KeyAdvertisement>> advertisements) {
    this.round = round;
    this.advertisements = advertisements;
  }

  /**
   * Collects advertisements.
   *
   * @throws SecAggException OTHER_SESSION, UNKNOWN_NODE if one is not of the round, REPEATED_NODE
   *     if a node has two, TOO_FEW if they are below the threshold
   */
  public static Roster of(SecAggRound round, Collection<Signed<KeyAdvertisement>> advertisements)
      throws SecAggException {
    SortedMap<Fingerprint, Signed<KeyAdvertisement>> byNode =
        Transcript.byNode(round, advertisements);
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
   * Checks that a dealing is one of this roster.
   *
   * @throws SecAggException if its node is not of the roster or has seen another one, or has not
   *     committed to exactly one pair of shares of each node of the roster and one parcel for each
   *     other one
   */
  public void check(ShareDealing dealing) throws SecAggException {
    Fingerprint dealer = dealing.node();
    round.requirePart(dealing);
    var _ = advertisement(dealer);
    if (!dealing.roster().equals(digest())) {
      throw new SecAggException(
          Reason.OTHER_TRANSCRIPT, dealer.abbreviated() + " has seen another roster");
    }
    List<Fingerprint> others = ids().stream().filter(node -> !node.equals(dealer)).toList();
    if (!dealing.shares().stream().map(ShareDealing.Shares::holder).toList().equals(ids())
        || !dealing.parcels().stream().map(ShareDealing.Sent::to).toList().equals(others)) {
      throw new SecAggException(
          Reason.FAULTY_DEALER, dealer.abbreviated() + " has not dealt to exactly the roster");
    }
  }

  /**
   * The keys of one of the nodes.
   *
   * @throws SecAggException UNKNOWN_NODE if it is none
   */
  KeyAdvertisement advertisement(Fingerprint node) throws SecAggException {
    Signed<KeyAdvertisement> advertisement = advertisements.get(node);
    if (advertisement == null) {
      throw new SecAggException(
          Reason.UNKNOWN_NODE, node.abbreviated() + " has advertised no keys");
    }
    return advertisement.message();
  }
}
