package io.commonweight.sdk.verify;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.evidence.CharterEvidence;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.Growth;
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.evidence.Tail;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ConsistencyProof;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log in memory that takes whatever it is given, and the evidence a server would make of it. */
public final class FixtureLog {
  private final CosignerKey key;
  private final List<CosignerKey> witnesses;
  private final Instant time;
  private final List<Envelope> entries = new ArrayList<>();
  private final List<Founding> charters = new ArrayList<>();
  private final List<List<Integer>> ratifications = new ArrayList<>();
  private final List<Integer> delegations = new ArrayList<>();
  private final List<Integer> aggregates = new ArrayList<>();
  private final List<Integer> releases = new ArrayList<>();
  private final List<Integer> revocations = new ArrayList<>();

  /**
   * An empty log.
   *
   * @param key signs it
   * @param witnesses cosign it
   * @param time when they do
   */
  public FixtureLog(CosignerKey key, List<CosignerKey> witnesses, Instant time) {
    this.key = key;
    this.witnesses = List.copyOf(witnesses);
    this.time = time;
  }

  /** Appends the votes that bring a charter into force. */
  public FixtureLog chartered(Founding charter, List<HybridKey> roots) {
    List<Integer> places = new ArrayList<>();
    for (HybridKey root : roots) {
      places.add(entries.size());
      entries.add(Envelope.sign(Statement.PAYLOAD_TYPE, charter.payload().toArray(), root));
    }
    charters.add(charter);
    ratifications.add(places);
    return this;
  }

  /** Appends a delegation. */
  public FixtureLog delegated(Delegation delegation, HybridKey root) {
    return append(delegation, List.of(root), delegations);
  }

  /** Appends an aggregate of each signer. */
  public FixtureLog aggregated(Aggregate aggregate, List<HybridKey> signers) {
    return append(aggregate, signers, aggregates);
  }

  /** Appends a release of each signer. */
  public FixtureLog released(Release release, List<HybridKey> signers) {
    return append(release, signers, releases);
  }

  /** Appends a revocation that the release's signers know of. */
  public FixtureLog revoked(Revocation revocation, HybridKey root) {
    return append(revocation, List.of(root), revocations);
  }

  /** Appends what no list of the evidence names. */
  public FixtureLog said(Predicate predicate, List<HybridKey> signers) {
    return append(predicate, signers, new ArrayList<>());
  }

  private FixtureLog append(Predicate predicate, List<HybridKey> signers, List<Integer> places) {
    for (HybridKey signer : signers) {
      places.add(entries.size());
      entries.add(Envelope.sign(new Statement(predicate), signer));
    }
    return this;
  }

  /** How many entries it has. */
  public int size() {
    return entries.size();
  }

  /** The log's state. */
  public Checkpoint checkpoint() {
    return checkpoint(entries.size());
  }

  /** The log's state when it had so many entries. */
  public Checkpoint checkpoint(int size) {
    return new Checkpoint(key.name(), size, root(leaves().subList(0, size)));
  }

  /** The log's state with the lines of log and witnesses. */
  public SignedNote note() {
    SignedNote note = checkpoint().sign(key, time);
    for (CosignerKey witness : witnesses) {
      note = note.with(checkpoint().cosign(witness, time));
    }
    return note;
  }

  /** The evidence of all releases and aggregates appended. */
  public Evidence evidence() {
    return evidence(Optional.empty());
  }

  /** The evidence, which also shows that the log grew from a size. */
  public Evidence evidenceSince(int size) {
    List<Sha256> leaves = leaves();
    return evidence(
        Optional.of(new Growth(size, new ConsistencyProof(subproof(size, leaves, true)))));
  }

  private Evidence evidence(Optional<Growth> growth) {
    return new Evidence(
        charterEvidence(),
        note().encode(),
        merged(releases),
        releases.stream().map(this::proof).toList(),
        entries(delegations),
        entries(aggregates),
        entries(revocations),
        tail(),
        growth);
  }

  private List<CharterEvidence> charterEvidence() {
    List<CharterEvidence> chain = new ArrayList<>();
    for (int i = 0; i < charters.size(); i++) {
      chain.add(
          new CharterEvidence(
              merged(ratifications.get(i)),
              charters.get(i).keys(),
              ratifications.get(i).stream().map(this::proof).toList()));
    }
    return chain;
  }

  private Envelope merged(List<Integer> places) {
    return Envelope.merge(places.stream().map(entries::get).toList());
  }

  private Tail tail() {
    int start = tailStart();
    Frontier before = Frontier.EMPTY;
    for (Sha256 leaf : leaves().subList(0, start)) {
      before = before.append(leaf);
    }
    return new Tail(
        before,
        entries.subList(start, entries.size()).stream().map(e -> Bytes.of(e.encode())).toList());
  }

  /** Where the release's signers had seen the log to; release 0 begins with its first signature. */
  private int tailStart() {
    try {
      return Statement.parse(entries.get(releases.getFirst())).predicate()
                  instanceof Release release
              && release.sequence() > 0
          ? (int) Math.min(release.standing().logSize(), entries.size())
          : releases.getFirst();
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  private InclusionProof proof(int index) {
    return new InclusionProof(index, path(index, leaves()));
  }

  private List<LoggedEntry> entries(List<Integer> places) {
    return places.stream().map(i -> new LoggedEntry(entries.get(i), proof(i))).toList();
  }

  private List<Sha256> leaves() {
    return entries.stream().map(e -> MerkleTree.leafHash(e.encode())).toList();
  }

  /** MTH of RFC 6962 §2.1. */
  private static Sha256 root(List<Sha256> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = split(leaves);
    return MerkleTree.nodeHash(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  /** PATH of RFC 6962 §2.1.1. */
  private static List<Sha256> path(int index, List<Sha256> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int k = split(leaves);
    List<Sha256> left = leaves.subList(0, k);
    List<Sha256> right = leaves.subList(k, leaves.size());
    boolean isLeft = index < k;
    List<Sha256> path = new ArrayList<>(isLeft ? path(index, left) : path(index - k, right));
    path.add(root(isLeft ? right : left));
    return path;
  }

  /** SUBPROOF of RFC 6962 §2.1.2. */
  private static List<Sha256> subproof(int size, List<Sha256> leaves, boolean isComplete) {
    if (size == leaves.size()) {
      return isComplete ? List.of() : List.of(root(leaves));
    }
    int k = split(leaves);
    List<Sha256> left = leaves.subList(0, k);
    List<Sha256> right = leaves.subList(k, leaves.size());
    List<Sha256> path =
        new ArrayList<>(
            size <= k ? subproof(size, left, isComplete) : subproof(size - k, right, false));
    path.add(root(size <= k ? right : left));
    return path;
  }

  private static int split(List<Sha256> leaves) {
    return Integer.highestOneBit(leaves.size() - 1);
  }
}
