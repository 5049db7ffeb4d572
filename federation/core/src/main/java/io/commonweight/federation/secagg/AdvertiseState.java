package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.Derivation.Purpose;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.Fingerprint;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node that has drawn its secrets and waits for the roster.
 *
 * @param round the session
 * @param node who it is
 * @param sharing the private key to which others send it their shares
 * @param masking the private key that its pairwise masks follow from
 * @param seed the seed of its own mask
 */
record AdvertiseState(
    SecAggRound round, Fingerprint node, Secret sharing, Secret masking, Secret seed)
    implements NodeState {

  static AdvertiseState begin(SecAggRound round, Fingerprint node, SecureRandom random) {
    return new AdvertiseState(
        round, node, Secret.random(random), Secret.random(random), Secret.random(random));
  }

  /** What comes of dealing: the next state, what to sign, and what to send to whom. */
  record Dealt(ShareKeysState next, Dealing dealing, SortedMap<Fingerprint, Parcel> parcels) {}

  /** The public halves. */
  Advertisement advertisement() {
    return new Advertisement(
        round.id(), node, KemKey.of(XWing.publicKey(sharing)), KemKey.of(XWing.publicKey(masking)));
  }

  /**
   * Deals shares of both secrets to everyone on the roster.
   *
   * @throws SecAggException if the roster has not this very node, or nobody could use a key on it
   */
  Dealt deal(Roster roster, SecureRandom random) throws SecAggException {
    requireSelf(roster);
    SortedMap<Fingerprint, HeldShares> shares = split(roster, random);
    SortedMap<Fingerprint, Parcel> parcels = new TreeMap<>();
    SortedMap<Fingerprint, Secret> pairs = new TreeMap<>();
    for (Fingerprint other : roster.ids()) {
      if (!other.equals(node)) {
        Advertisement receiver = roster.advertisement(other);
        Optional<PairSeed.Agreed> pair = agree(receiver);
        pair.ifPresent(agreed -> pairs.put(other, agreed.seed()));
        parcels.put(
            other,
            new Parcel(
                seal(receiver, HeldShares.of(shares, other), random),
                pair.map(PairSeed.Agreed::ciphertext)));
      }
    }
    Dealing dealing = dealing(roster, shares, parcels);
    return new Dealt(
        new ShareKeysState(this, roster, dealing, HeldShares.of(shares, node), pairs),
        dealing,
        parcels);
  }

  private void requireSelf(Roster roster) throws SecAggException {
    if (!roster.ids().contains(node) || !roster.advertisement(node).equals(advertisement())) {
      throw new SecAggException(
          Reason.SELF_MISSING, "the roster lacks this node, or has other keys in its name");
    }
  }

  private SortedMap<Fingerprint, HeldShares> split(Roster roster, SecureRandom random) {
    List<Integer> coordinates = roster.ids().stream().map(round::coordinate).toList();
    SortedMap<Integer, byte[]> ofSeed =
        SecretSharing.split(seed.bytes(), round.threshold(), coordinates, random);
    SortedMap<Integer, byte[]> ofKey =
        SecretSharing.split(masking.bytes(), round.threshold(), coordinates, random);
    SortedMap<Fingerprint, HeldShares> shares = new TreeMap<>();
    for (Fingerprint holder : roster.ids()) {
      int coordinate = round.coordinate(holder);
      shares.put(
          holder,
          new HeldShares(
              SaltedShare.at(ofSeed, coordinate, random),
              SaltedShare.at(ofKey, coordinate, random)));
    }
    return shares;
  }

  /** The lower of a pair encapsulates; the higher learns the seed from the parcel. */
  private Optional<PairSeed.Agreed> agree(Advertisement other) throws SecAggException {
    return node.compareTo(other.node()) < 0
        ? Optional.of(PairSeed.ofLower(round, node, masking, other))
        : Optional.empty();
  }

  private Bytes seal(Advertisement receiver, HeldShares shares, SecureRandom random)
      throws SecAggException {
    try {
      return new ShareBox(round, node, receiver.node()).seal(shares, receiver.sharing(), random);
    } catch (IllegalArgumentException e) {
      throw new SecAggException(
          Reason.FAULTY_DEALER,
          "sharing key of " + receiver.node().abbreviated() + ": " + e.getMessage(),
          e);
    }
  }

  private Dealing dealing(
      Roster roster,
      SortedMap<Fingerprint, HeldShares> shares,
      SortedMap<Fingerprint, Parcel> parcels) {
    Derivation derivation = round.derivation();
    List<Dealing.Shares> commitments = new ArrayList<>();
    shares.forEach((holder, held) -> commitments.add(held.commitments(derivation, node, holder)));
    List<Dealing.Sent> sent = new ArrayList<>();
    parcels.forEach((to, parcel) -> sent.add(new Dealing.Sent(to, parcel.digest())));
    return new Dealing(
        round.id(),
        node,
        roster.digest(),
        derivation.commit(Purpose.SEED_COMMITMENT, node.bytes(), seed.bytes()),
        commitments,
        sent);
  }
}
