package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.Derivation.Purpose;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.SaltedShare;
import io.commonweight.sdk.statement.ShareDealing;
import java.util.Map;

/**
 * The shares that one node holds of one dealer's two secrets. It gives out at most one of them.
 *
 * @param seed of the seed of the dealer's own mask
 * @param key of the secret that the dealer's pairwise masks follow from
 */
record HeldShares(SaltedShare seed, SaltedShare key) {

  static HeldShares of(Map<Fingerprint, HeldShares> shares, Fingerprint node) {
    HeldShares held = shares.get(node);
    if (held == null) {
      throw new IllegalArgumentException("no shares of " + node.abbreviated());
    }
    return held;
  }

  /** What the dealer commits to. */
  ShareDealing.Shares commitments(Derivation derivation, Fingerprint dealer, Fingerprint holder) {
    return new ShareDealing.Shares(
        holder,
        derivation.commit(Purpose.SEED_SHARE_COMMITMENT, dealer, holder, seed),
        derivation.commit(Purpose.KEY_SHARE_COMMITMENT, dealer, holder, key));
  }

  /**
   * Checks that these are what the dealer has committed to.
   *
   * @throws SecAggException WRONG_SHARE if one is not
   */
  void requireCommitted(Dealings dealings, Fingerprint dealer, Fingerprint holder)
      throws SecAggException {
    if (!commitments(dealings.round().derivation(), dealer, holder)
        .equals(dealings.shares(dealer, holder))) {
      throw new SecAggException(
          Reason.WRONG_SHARE,
          "%s has sent %s other shares than it committed to"
              .formatted(dealer.abbreviated(), holder.abbreviated()));
    }
  }
}
