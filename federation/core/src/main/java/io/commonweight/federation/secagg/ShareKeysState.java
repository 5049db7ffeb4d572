package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Secret;
import io.commonweight.sdk.statement.ShareDealing;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node that has dealt its shares and waits for those of the others.
 *
 * @param secrets what it has drawn
 * @param roster to whom it has dealt
 * @param dealing what it has signed
 * @param own its shares of its own secrets
 * @param pairs the seeds it has agreed on with higher nodes
 */
record ShareKeysState(
    AdvertiseState secrets,
    Roster roster,
    ShareDealing dealing,
    HeldShares own,
    SortedMap<Fingerprint, Secret> pairs)
    implements NodeState {

  /**
   * Takes what the others have dealt.
   *
   * @param dealings of all who have, this node among them
   * @param parcels for this node, one of each other dealer
   * @throws SecAggException if anything is missing, too much or wrong
   */
  MaskInputState receive(
      Collection<Signed<ShareDealing>> dealings, Map<Fingerprint, Parcel> parcels)
      throws SecAggException {
    Dealings all = Dealings.of(roster, dealings);
    Fingerprint self = secrets.node();
    if (!all.digestOf(self).equals(Optional.of(Signed.of(dealing).digest()))) {
      throw new SecAggException(
          Reason.SELF_MISSING, "the dealings lack this node's, or have another in its name");
    }
    requireParcels(all, parcels);
    SortedMap<Fingerprint, HeldShares> held = new TreeMap<>();
    held.put(self, own);
    Masks masks = new Masks(secrets.round());
    masks.addSelf(self, secrets.seed());
    for (Map.Entry<Fingerprint, Parcel> entry : new TreeMap<>(parcels).entrySet()) {
      Fingerprint other = entry.getKey();
      held.put(other, open(all, other, entry.getValue()));
      masks.addPair(self, other, pairSeed(other, entry.getValue()));
    }
    return new MaskInputState(self, all, held, masks);
  }

  private void requireParcels(Dealings all, Map<Fingerprint, Parcel> parcels)
      throws SecAggException {
    for (Fingerprint sender : parcels.keySet()) {
      if (sender.equals(secrets.node())) {
        throw new SecAggException(Reason.REPEATED_NODE, "a parcel in this node's own name");
      }
      all.requireSent(sender, secrets.node(), parcels.get(sender));
    }
    if (parcels.size() != all.ids().size() - 1) {
      throw new SecAggException(
          Reason.UNACCOUNTED,
          "%d parcels of %d dealers".formatted(parcels.size(), all.ids().size() - 1));
    }
  }

  private HeldShares open(Dealings all, Fingerprint sender, Parcel parcel) throws SecAggException {
    HeldShares shares =
        new ShareBox(secrets.round(), sender, secrets.node()).open(parcel.box(), secrets.sharing());
    shares.requireCommitted(all, sender, secrets.node());
    return shares;
  }

  private Secret pairSeed(Fingerprint other, Parcel parcel) throws SecAggException {
    Secret agreed = pairs.get(other);
    if (agreed != null) {
      return agreed;
    }
    Bytes ciphertext =
        parcel
            .pair()
            .orElseThrow(
                () ->
                    new SecAggException(
                        Reason.FAULTY_DEALER, other.abbreviated() + " sent no ciphertext"));
    return PairSeed.ofHigher(secrets.round(), other, secrets.node(), secrets.masking(), ciphertext);
  }
}
