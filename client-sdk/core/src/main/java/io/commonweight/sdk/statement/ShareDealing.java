package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;

/**
 * What a node has dealt (round 1): commitments to everything that it has sent and to what it may
 * have to open later.
 *
 * @param session in which session
 * @param node the dealer
 * @param roster the digest of the advertisements that it has seen
 * @param seed the commitment to the seed of its own mask
 * @param shares what each node of the roster holds, sorted by holder, the dealer among them
 * @param parcels the digest of what each other node is sent, sorted by receiver
 * @param blob the digest of these parcels one after the other, which is how they are stored
 */
public record ShareDealing(
    Sha256 session,
    Fingerprint node,
    Sha256 roster,
    Sha256 seed,
    List<Shares> shares,
    List<Sent> parcels,
    Sha256 blob)
    implements SecureMessage {

  /**
   * Commitments to the two shares of one node.
   *
   * @param holder the node
   * @param seed to its share of the seed of the dealer's own mask
   * @param key to its share of the secret that the dealer's pairwise masks follow from
   */
  public record Shares(Fingerprint holder, Sha256 seed, Sha256 key) {}

  /**
   * What is sent to one node.
   *
   * @param to the node
   * @param parcel the digest of the parcel
   */
  public record Sent(Fingerprint to, Sha256 parcel) {}

  /** Checks order and number. */
  public ShareDealing {
    shares = Limits.sorted("shares", Limits.atMost("shares", MAX_NODES, shares), Shares::holder);
    parcels = Limits.sorted("parcels", Limits.atMost("parcels", MAX_NODES, parcels), Sent::to);
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("parcels", blob));
  }
}
