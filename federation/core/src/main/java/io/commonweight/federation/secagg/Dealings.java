package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.ShareDealing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Who has dealt shares: at least a threshold of the roster, each with its commitments. */
public final class Dealings {
  private final Roster roster;
  private final SortedMap<Fingerprint, Signed<ShareDealing>> dealings;

  private Dealings(Roster roster, SortedMap<Fingerprint, Signed<ShareDealing>> dealings) {
    this.roster = roster;
    this.dealings = dealings;
  }

  /**
   * Collects dealings.
   *
   * @throws SecAggException if a node has two, one is not of this roster ({@link Roster#check}), or
   *     they are too few
   */
  public static Dealings of(Roster roster, Collection<Signed<ShareDealing>> dealings)
      throws SecAggException {
    SortedMap<Fingerprint, Signed<ShareDealing>> byNode =
        Transcript.byNode(roster.round(), dealings);
    for (Signed<ShareDealing> dealing : byNode.values()) {
      roster.check(dealing.message());
    }
    roster.round().requireEnough(byNode.size(), "nodes have dealt shares");
    return new Dealings(roster, byNode);
  }

  /**
   * Checks a node's word for its masked vector.
   *
   * @throws SecAggException if the node has not dealt, or has masked with other dealings
   */
  public void check(MaskedInput input) throws SecAggException {
    round().requirePart(input);
    var _ = dealing(input.node());
    if (!input.dealings().equals(digest())) {
      throw new SecAggException(
          Reason.OTHER_TRANSCRIPT, input.node().abbreviated() + " has masked with other dealings");
    }
  }

  /** The roster that they were dealt to. */
  public Roster roster() {
    return roster;
  }

  /** The round that they are of. */
  public SecAggRound round() {
    return roster.round();
  }

  /** Names exactly these dealings. */
  public Sha256 digest() {
    return Transcript.digest(dealings);
  }

  /** Dealings of one name in one round are the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Dealings same
        && same.round().equals(round())
        && same.digest().equals(digest());
  }

  @Override
  public int hashCode() {
    return digest().hashCode();
  }

  /** The dealers, in order. */
  public List<Fingerprint> ids() {
    return List.copyOf(dealings.keySet());
  }

  /** The digest of what a node has signed, if it has dealt. */
  Optional<Sha256> digestOf(Fingerprint dealer) {
    return Optional.ofNullable(dealings.get(dealer)).map(Signed::digest);
  }

  /**
   * What a node has dealt.
   *
   * @throws SecAggException UNKNOWN_NODE if it has not
   */
  public ShareDealing dealing(Fingerprint dealer) throws SecAggException {
    Signed<ShareDealing> dealing = dealings.get(dealer);
    if (dealing == null) {
      throw new SecAggException(Reason.UNKNOWN_NODE, dealer.abbreviated() + " has dealt no shares");
    }
    return dealing.message();
  }

  /**
   * What a dealer has committed to give a node.
   *
   * @throws SecAggException UNKNOWN_NODE if the one has dealt nothing, or the other held nothing
   */
  ShareDealing.Shares shares(Fingerprint dealer, Fingerprint holder) throws SecAggException {
    return dealing(dealer).shares().stream()
        .filter(shares -> shares.holder().equals(holder))
        .findFirst()
        .orElseThrow(
            () ->
                new SecAggException(
                    Reason.UNKNOWN_NODE, holder.abbreviated() + " holds no shares"));
  }

  /**
   * Checks that a parcel is what its sender has signed for.
   *
   * @throws SecAggException FAULTY_DEALER if it is another one; UNKNOWN_NODE if there is none
   */
  void requireSent(Fingerprint sender, Fingerprint receiver, Parcel parcel) throws SecAggException {
    ShareDealing.Sent sent =
        dealing(sender).parcels().stream()
            .filter(s -> s.to().equals(receiver))
            .findFirst()
            .orElseThrow(
                () ->
                    new SecAggException(
                        Reason.UNKNOWN_NODE, receiver.abbreviated() + " was sent nothing"));
    if (!sent.parcel().equals(parcel.digest())
        || parcel.pair().isPresent() != (sender.compareTo(receiver) < 0)) {
      throw new SecAggException(
          Reason.FAULTY_DEALER,
          "the parcel of %s for %s is not the one that was signed for"
              .formatted(sender.abbreviated(), receiver.abbreviated()));
    }
  }
}
