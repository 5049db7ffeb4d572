package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.ShareReveal;
import io.commonweight.sdk.statement.ShareReveal.Opened;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A node whose masked vector has left, and who has yet to give out shares, once.
 *
 * @param node who it is
 * @param dealings who has dealt
 * @param held its shares, by dealer
 * @param vector the digest of its masked vector
 */
record UnmaskState(
    Fingerprint node, Dealings dealings, SortedMap<Fingerprint, HeldShares> held, Sha256 vector)
    implements NodeState {

  /**
   * Gives out the seed share of each survivor and the key share of each dropout.
   *
   * @throws SecAggException if the survivors break a rule, lack this node, or have another vector
   *     in its name
   */
  ShareReveal reveal(Survivors witnessed) throws SecAggException {
    SurvivorRules.check(dealings, witnessed);
    if (!witnessed.vectorOf(node).equals(Optional.of(vector))) {
      throw new SecAggException(
          Reason.SELF_MISSING,
          "this node's vector was sent, and the survivors lack it or have another in its name");
    }
    List<Opened> seeds = new ArrayList<>();
    List<Opened> keys = new ArrayList<>();
    held.forEach(
        (dealer, shares) -> {
          if (witnessed.vectorOf(dealer).isPresent()) {
            seeds.add(new Opened(dealer, shares.seed()));
          } else {
            keys.add(new Opened(dealer, shares.key()));
          }
        });
    return new ShareReveal(dealings.round().id(), node, witnessed.digest(), seeds, keys);
  }
}
