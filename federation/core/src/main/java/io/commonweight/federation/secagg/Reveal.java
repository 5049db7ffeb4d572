package io.commonweight.federation.secagg;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import java.util.List;

/**
 * The shares that a node gives out once it knows who counts (round 3): of each survivor the one
 * kind, of each dropout the other.
 *
 * @param session in which session
 * @param node who gives its shares
 * @param survivors the digest of the witnessed survivors
 * @param seeds its shares of the seeds of survivors' own masks, in the order of nodes
 * @param keys its shares of the secrets behind dropouts' pairwise masks, in the order of nodes
 */
public record Reveal(
    Sha256 session, Fingerprint node, Sha256 survivors, List<Opened> seeds, List<Opened> keys)
    implements Message {

  /**
   * A share, and what shows that it is the one its dealer dealt.
   *
   * @param dealer whose secret it is a share of
   * @param share the share and the salt of its commitment
   */
  public record Opened(Fingerprint dealer, SaltedShare share) {}

  /**
   * Checks order and number.
   *
   * @throws IllegalArgumentException if a list is too long, or not in the order of nodes
   */
  public Reveal {
    seeds = Checks.byNode("seeds", seeds, Opened::dealer);
    keys = Checks.byNode("keys", keys, Opened::dealer);
  }
}
