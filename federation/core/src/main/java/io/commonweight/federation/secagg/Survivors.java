package io.commonweight.federation.secagg;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.statement.MaskedInput;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Whose vectors count, once and for all: those whose masked inputs stand in the log before the
 * cutoff.
 *
 * <p><strong>A caller's duty.</strong> Whoever hands this to {@link SecAggNode#reveal} answers for
 * it: it was derived from a log prefix that reaches to the cutoff, and that a checkpoint covers
 * with a quorum of witnesses' cosignatures which the caller has verified, including that it goes on
 * from every checkpoint the caller has seen before. All else a node checks by itself. Were two
 * nodes to believe two different survivor sets, the sum over a set smaller than the threshold could
 * be unmasked.
 *
 * @param session of which session
 * @param dealings the digest of the dealings that the vectors rest on
 * @param nodes who counts, in the order of nodes
 */
public record Survivors(Sha256 session, Sha256 dealings, List<Survivor> nodes) {
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
   * The survivors of a session: who has dealt and signed for a masked vector.
   *
   * @param inputs those that count, of each node one
   * @throws SecAggException if one is wrong ({@link Dealings#check}), or they are too few
   */
  public static Survivors of(Dealings dealings, Collection<Signed<MaskedInput>> inputs)
      throws SecAggException {
    SortedMap<Fingerprint, Signed<MaskedInput>> byNode =
        Transcript.byNode(dealings.round(), inputs);
    for (Signed<MaskedInput> input : byNode.values()) {
      dealings.check(input.message());
    }
    dealings.round().requireEnough(byNode.size(), "masked vectors");
    return new Survivors(
        dealings.round().id(),
        dealings.digest(),
        byNode.values().stream()
            .map(Signed::message)
            .map(input -> new Survivor(input.node(), input.vector()))
            .toList());
  }

  /** The digest of the canonical bytes. */
  public Sha256 digest() {
    return Sha256.of(CanonicalJson.write(this));
  }

  /** The fingerprints, in order. */
  public List<Fingerprint> ids() {
    return nodes.stream().map(Survivor::node).toList();
  }

  /** The digest of a survivor's masked vector. */
  Optional<Sha256> vectorOf(Fingerprint node) {
    return nodes.stream().filter(s -> s.node().equals(node)).map(Survivor::vector).findFirst();
  }
}
