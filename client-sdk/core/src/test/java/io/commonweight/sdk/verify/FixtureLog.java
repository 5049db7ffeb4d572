package io.commonweight.sdk.verify;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.registry.Evidence;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A log in memory that takes whatever it is given, and the evidence a server would make of it. */
public final class FixtureLog {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);

  private final CosignerKey key;
  private final List<Envelope> entries = new ArrayList<>();
  private final List<Integer> delegations = new ArrayList<>();
  private final List<Integer> aggregates = new ArrayList<>();
  private final List<Integer> releases = new ArrayList<>();

  /** An empty log that is signed by a key. */
  public FixtureLog(CosignerKey key) {
    this.key = key;
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

  private FixtureLog append(Predicate predicate, List<HybridKey> signers, List<Integer> places) {
    for (HybridKey signer : signers) {
      places.add(entries.size());
      entries.add(Envelope.sign(new Statement(predicate), signer));
    }
    return this;
  }

  /** The proof of an entry against the checkpoint of the log as it is now. */
  public String proof(int index) {
    List<Sha256> leaves = entries.stream().map(e -> MerkleTree.leafHash(e.encode())).toList();
    return new LogProof(
            new InclusionProof(index, path(index, leaves)),
            new Checkpoint(key.name(), leaves.size(), root(leaves)).sign(key, TIME))
        .encode();
  }

  /** The evidence of all releases and aggregates appended. */
  public Evidence evidence() {
    return new Evidence(
        Envelope.merge(releases.stream().map(entries::get).toList()),
        releases.stream().map(this::proof).toList(),
        entries(delegations),
        entries(aggregates));
  }

  private List<Evidence.Entry> entries(List<Integer> places) {
    return places.stream().map(i -> new Evidence.Entry(entries.get(i), proof(i))).toList();
  }

  /** Evidence as a registry sends it. */
  public static byte[] json(Evidence evidence) {
    return CanonicalJson.write(
        Map.of(
            "release", tree(evidence.release()),
            "proofs", evidence.proofs(),
            "delegations", tree(evidence.delegations()),
            "aggregates", tree(evidence.aggregates())));
  }

  private static List<Map<String, Object>> tree(List<Evidence.Entry> entries) {
    return entries.stream()
        .map(e -> Map.<String, Object>of("envelope", tree(e.envelope()), "proof", e.proof()))
        .toList();
  }

  private static Object tree(Envelope envelope) {
    try {
      byte[] json = envelope.encode();
      return CanonicalJson.parse(json, json.length);
    } catch (JsonException e) {
      throw new AssertionError(new String(envelope.encode(), StandardCharsets.UTF_8), e);
    }
  }

  /** MTH of RFC 6962 §2.1. */
  private static Sha256 root(List<Sha256> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return MerkleTree.nodeHash(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  /** PATH of RFC 6962 §2.1.1. */
  private static List<Sha256> path(int index, List<Sha256> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    List<Sha256> left = leaves.subList(0, k);
    List<Sha256> right = leaves.subList(k, leaves.size());
    boolean isLeft = index < k;
    List<Sha256> path = new ArrayList<>(isLeft ? path(index, left) : path(index - k, right));
    path.add(root(isLeft ? right : left));
    return path;
  }
}
