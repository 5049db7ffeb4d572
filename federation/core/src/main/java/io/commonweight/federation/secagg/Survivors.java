package io.commonweight.federation.secagg;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.CanonicalJson;
import java.util.List;
import java.util.Optional;

/**
 * Whose vectors count, once and for all: what the log says at one place that all can see.
 *
 * <p><strong>A caller's duty.</strong> Whoever hands this to {@link SecAggNode#reveal} answers for
 * it: these bytes stood in the log, at the lowest index of any such statement of the session, and
 * below a checkpoint with a quorum of witnesses' cosignatures that the caller has verified,
 * including that it goes on from every checkpoint the caller has seen before. All else that a node
 * checks by itself. Were two nodes to believe two different survivor sets, the sum over a set
 * smaller than the threshold could be unmasked.
 *
 * @param session of which session
 * @param dealings the digest of the dealings that the vectors rest on
 * @param nodes who counts, in the order of nodes
 */
public record Survivors(Sha256 session, Sha256 dealings, List<Survivor> nodes) {
  /** The largest encoding. */
  public static final int MAX_BYTES = 16 << 10;

  /**
   * One whose vector counts.
   *
   * @param node who
   * @param vector the SHA-256 of its masked vector
   */
  public record Survivor(Fingerprint node, Sha256 vector) {}

  /**
   * Checks order and number.
   *
   * @throws IllegalArgumentException if the list is too long, or not in the order of nodes
   */
  public Survivors {
    nodes = Checks.byNode("survivors", nodes, Survivor::node);
  }

  /**
   * Reads survivors.
   *
   * @throws SecAggException MALFORMED if the bytes are not their canonical form
   */
  public static Survivors parse(byte[] json) throws SecAggException {
    return Signed.read(json, MAX_BYTES, Survivors.class);
  }

  /** The canonical bytes. */
  public byte[] encode() {
    return CanonicalJson.write(this);
  }

  /** The digest of the canonical bytes. */
  public Sha256 digest() {
    return Sha256.of(encode());
  }

  /** The fingerprints, in order. */
  List<Fingerprint> ids() {
    return nodes.stream().map(Survivor::node).toList();
  }

  /** The digest of a survivor's masked vector. */
  Optional<Sha256> vectorOf(Fingerprint node) {
    return nodes.stream().filter(s -> s.node().equals(node)).map(Survivor::vector).findFirst();
  }
}
