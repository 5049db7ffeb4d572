package io.commonweight.sdk.evidence;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Cut;
import io.commonweight.sdk.statement.Charter.LogIdentity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The logs of a federation, one after the other. Where a log was left, and with which root, stands
 * in the charter that moved the federation to the next: who believes the charters needs no other
 * word for what the logs before the newest hold.
 *
 * @param parts the logs, the newest last; at least one
 */
public record LogSequence(List<Part> parts) {

  /**
   * What counts of one log.
   *
   * @param origin its name
   * @param start the place of its first entry
   * @param size how many of its entries count
   * @param root their root
   */
  public record Part(String origin, long start, long size, Sha256 root) {
    /** The place behind its last entry that counts. */
    public long end() {
      return start + size;
    }
  }

  /** Copies the list. */
  public LogSequence {
    parts = List.copyOf(parts);
  }

  /**
   * The logs that charters name.
   *
   * @param charters all that have come into force, from the first on; they are believed
   * @param newest the state of the newest log
   * @throws IllegalArgumentException if they leave a log out, or two have one name
   */
  public static LogSequence of(List<Charter> charters, Checkpoint newest) {
    List<Part> parts = new ArrayList<>();
    Set<String> origins = new HashSet<>();
    long start = 0;
    String origin = "";
    for (Charter charter : charters) {
      LogIdentity log = charter.log();
      if (!log.origin().equals(origin) && !origins.add(log.origin())) {
        throw new IllegalArgumentException("two logs are named " + log.origin());
      }
      if (log.epoch() == parts.size() + 2) {
        Cut cut = log.after().orElseThrow();
        parts.add(new Part(origin, start, cut.size(), cut.root()));
        start += cut.size();
      } else if (log.epoch() != parts.size() + 1) {
        throw new IllegalArgumentException(
            "charter %d is of log %d, and nothing tells of those before it"
                .formatted(charter.version(), log.epoch()));
      }
      origin = log.origin();
    }
    parts.add(new Part(origin, start, newest.size(), newest.root()));
    return new LogSequence(parts);
  }

  /** The newest log. */
  public Part newest() {
    return parts.getLast();
  }

  /** The log of a name. */
  public Optional<Part> named(String origin) {
    return parts.stream().filter(part -> part.origin().equals(origin)).findFirst();
  }

  /** The log in which a place lies. */
  public Part at(long place) {
    return parts.reversed().stream()
        .filter(part -> part.start() <= place)
        .findFirst()
        .orElseThrow();
  }

  /** Whether the checkpoint of the log before stands at a place, and no statement. */
  public boolean isSeam(long place) {
    return place > 0 && at(place).start() == place;
  }

  /**
   * Verifies that an entry stands at its place.
   *
   * @param proof of the place, with the path in the log in which that lies
   */
  public void verify(InclusionProof proof, byte[] entry) throws ProofException {
    Part part = at(proof.index());
    new InclusionProof(proof.index() - part.start(), proof.path())
        .verify(MerkleTree.leafHash(entry), part.size(), part.root());
  }

  /**
   * The tree of the log in which a place lies, of its entries before that place, as a tail shows
   * it.
   *
   * @param place from the tail's start to its end
   * @throws ProofException if the tail does not lead through the logs as they were left
   */
  public Frontier treeAt(Tail tail, long place) throws ProofException {
    Part part = at(tail.start());
    Frontier tree = tail.before();
    if (tree.size() != tail.start() - part.start()) {
      throw new ProofException(
          "tail", "begins at place %d with a tree of %d".formatted(tail.start(), tree.size()));
    }
    for (long at = tail.start(); at < place; at++) {
      byte[] entry = tail.entries().get((int) (at - tail.start())).toArray();
      if (at == part.end() && !part.equals(newest())) {
        requireRoot(tree, part);
        part = at(at);
        tree = Frontier.EMPTY;
      }
      tree = tree.append(MerkleTree.leafHash(entry));
    }
    return tree;
  }

  private static void requireRoot(Frontier tree, Part part) throws ProofException {
    if (!tree.root().equals(part.root())) {
      throw new ProofException(
          "tail",
          "leads to root %s of %s, which was left at %s"
              .formatted(tree.root(), part.origin(), part.root()));
    }
  }
}
