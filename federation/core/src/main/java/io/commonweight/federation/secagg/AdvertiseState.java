package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.Derivation.Purpose;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.KemKey;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.SaltedShare;
import io.commonweight.sdk.statement.Secret;
import io.commonweight.sdk.statement.ShareDealing;
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
  record Dealt(ShareKeysState next, ShareDealing dealing, SortedMap<Fingerprint, Parcel> parcels) {}

  /** The public halves. */
  KeyAdvertisement advertisement() {
    return new KeyAdvertisement(
        round.id(), node, KemKey.of(XWing.publicKey(sharing)), KemKey.of(XWing.publicKey(masking)));
  }

  /**
   * Deals shares of both secrets to everyone on the roster.
   *
   * @throws SecAggException if the roster has not this very node
   */
  Dealt deal(Roster roster, SecureRandom random) throws SecAggException {
    requireSelf(roster);
    SortedMap<Fingerprint, HeldShares> shares = split(roster, random);
    SortedMap<Fingerprint, Parcel> parcels = new TreeMap<>();
    SortedMap<Fingerprint, Secret> pairs = new TreeMap<>();
    for (Fingerprint other : roster.ids()) {
      if (!other.equals(node)) {
        KeyAdvertisement receiver = roster.advertisement(other);
        Optional<PairSeed.Agreed> pair = agree(receiver);
        pair.ifPresent(agreed -> pairs.put(other, agreed.seed()));
        parcels.put(
            other,
            new Parcel(
                new ShareBox(round, node, other)
                    .seal(HeldShares.of(shares, other), receiver.sharing(), random),
                pair.map(PairSeed.Agreed::ciphertext)));
      }
    }
    ShareDealing dealing = dealing(roster, shares, parcels);
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
          new HeldShares(salted(ofSeed, coordinate, random), salted(ofKey, coordinate, random)));
    }
    return shares;
  }

  /** The share that has been dealt to a coordinate, with a fresh salt. */
  private static SaltedShare salted(
      SortedMap<Integer, byte[]> shares, int coordinate, SecureRandom random) {
    byte[] share = shares.get(coordinate);
    if (share == null) {
      throw new IllegalArgumentException("nothing was dealt to coordinate " + coordinate);
    }
    return new SaltedShare(Secret.random(random), Secret.of(share));
  }

  /** The lower of a pair encapsulates; the higher learns the seed from the parcel. */
  private Optional<PairSeed.Agreed> agree(KeyAdvertisement other) {
    return node.compareTo(other.node()) < 0
        ? Optional.of(PairSeed.ofLower(round, node, masking, other))
        : Optional.empty();
  }

  private ShareDealing dealing(
      Roster roster,
      SortedMap<Fingerprint, HeldShares> shares,
      SortedMap<Fingerprint, Parcel> parcels) {
    Derivation derivation = round.derivation();
    List<ShareDealing.Shares> commitments = new ArrayList<>();
    shares.forEach((holder, held) -> commitments.add(held.commitments(derivation, node, holder)));
    List<ShareDealing.Sent> sent = new ArrayList<>();
    parcels.forEach((to, parcel) -> sent.add(new ShareDealing.Sent(to, parcel.digest())));
    return new ShareDealing(
        round.id(),
        node,
        roster.digest(),
        derivation.commit(Purpose.SEED_COMMITMENT, node.bytes(), seed.bytes()),
        commitments,
        sent,
        Sha256.of(Parcel.concatenate(parcels)));
  }
}
