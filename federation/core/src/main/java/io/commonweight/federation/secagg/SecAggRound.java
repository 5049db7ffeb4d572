package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.SecureMessage;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all parties of one secure sum agree on before it begins. It must follow from the log, so
 * that nobody can show it differently to different nodes: above all the nodes that may take part,
 * of whose number the threshold is a majority.
 *
 * <p>Immutable.
 */
public final class SecAggRound {
  /** The most nodes that may take part. */
  public static final int MAX_NODES = SecureMessage.MAX_NODES;

  /** With fewer there is nobody to hide among. */
  public static final int MIN_NODES = 2;

  private static final String PROTOCOL = "secagg/1";

  private final Sha256 id;
  private final Quorum quorum;
  private final SortedMap<Fingerprint, HybridVerifyingKey> nodes;
  private final Modulus modulus;
  private final long length;

  /** The session's name is the digest of this. */
  private record Document(
      int bits,
      int faults,
      String federation,
      long length,
      List<List<Fingerprint>> nodes,
      String protocol,
      int required,
      Sha256 round) {}

  /**
   * Describes a round.
   *
   * @param federation the federation's name
   * @param round the digest of the {@code round-open} statement. One round has one session: a node
   *     that takes part in two with the same vector shows what it hides
   * @param nodes who may take part: the keys of 2 to 64 nodes, in any order
   * @param quorum t of n nodes, of which f may collude with the server: t &gt; (n+f)/2
   * @param modulus in which the vectors are added
   * @param length the number of elements of each vector, at least 1
   * @throws IllegalArgumentException if the numbers do not fit each other, or a key stands there
   *     twice
   */
  public SecAggRound(
      String federation,
      Sha256 round,
      List<HybridVerifyingKey> nodes,
      Quorum quorum,
      Modulus modulus,
      long length) {
    if (nodes.size() < MIN_NODES || nodes.size() > MAX_NODES || nodes.size() != quorum.parties()) {
      throw new IllegalArgumentException(
          "%d nodes and a quorum of %d parties; both must be the same, %d to %d"
              .formatted(nodes.size(), quorum.parties(), MIN_NODES, MAX_NODES));
    }
    if (length < 1 || length > maxLength(modulus)) {
      throw new IllegalArgumentException("vectors of " + length + " elements");
    }
    SortedMap<Fingerprint, HybridVerifyingKey> sorted = new TreeMap<>();
    nodes.forEach(node -> sorted.put(node.fingerprint(), node));
    if (sorted.size() != nodes.size()) {
      throw new IllegalArgumentException("a node that may take part twice");
    }
    this.nodes = Collections.unmodifiableSortedMap(sorted);
    this.quorum = quorum;
    this.modulus = modulus;
    this.length = length;
    this.id = id(federation, round);
  }

  /** The most elements that a vector may have. */
  public static long maxLength(Modulus modulus) {
    return MaskStream.MAX_BYTES / modulus.elementBytes();
  }

  private Sha256 id(String federation, Sha256 round) {
    List<List<Fingerprint>> keys =
        nodes.values().stream().map(HybridVerifyingKey::fingerprints).toList();
    return Sha256.of(
        CanonicalJson.write(
            new Document(
                modulus.bits(),
                quorum.faults(),
                federation,
                length,
                keys,
                PROTOCOL,
                quorum.required(),
                round)));
  }

  /** The session's name: a digest of all of the above. Every message says it. */
  public Sha256 id() {
    return id;
  }

  /** The nodes that may take part, in order. */
  public List<Fingerprint> ids() {
    return List.copyOf(nodes.keySet());
  }

  /** How many of the nodes must remain at every step: t. */
  public int threshold() {
    return quorum.required();
  }

  /** In what the vectors are added. */
  public Modulus modulus() {
    return modulus;
  }

  /** The number of elements of each vector. */
  public long length() {
    return length;
  }

  /** How many bytes each masked vector has. */
  public long vectorBytes() {
    return length * modulus.elementBytes();
  }

  /** Where a node's shares lie: its rank among the nodes of the round, from 1. */
  int coordinate(Fingerprint node) {
    return nodes.headMap(node).size() + 1;
  }

  /**
   * The key of a node.
   *
   * @throws SecAggException UNKNOWN_NODE if it may not take part
   */
  HybridVerifyingKey key(Fingerprint node) throws SecAggException {
    HybridVerifyingKey key = nodes.get(node);
    if (key == null) {
      throw new SecAggException(
          Reason.UNKNOWN_NODE, node.abbreviated() + " may not take part in this round");
    }
    return key;
  }

  Derivation derivation() {
    return new Derivation(id);
  }

  /** Two rounds of one name agree in everything. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecAggRound round && round.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  void requireSession(Sha256 session) throws SecAggException {
    if (!session.equals(id)) {
      throw new SecAggException(
          Reason.OTHER_SESSION, "a message of session " + session + ", this is " + id);
    }
  }

  /**
   * Refuses a message of another session, or of a node that may not take part.
   *
   * @throws SecAggException OTHER_SESSION or UNKNOWN_NODE
   */
  public void requirePart(SecureMessage message) throws SecAggException {
    requireSession(message.session());
    var _ = key(message.node());
  }

  void requireEnough(int present, String what) throws SecAggException {
    if (present < threshold()) {
      throw new SecAggException(
          Reason.TOO_FEW, "%d %s, the threshold is %d".formatted(present, what, threshold()));
    }
  }
}
