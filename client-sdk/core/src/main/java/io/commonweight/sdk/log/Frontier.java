package io.commonweight.sdk.log;

import io.commonweight.sdk.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of an RFC 6962 tree: all that is needed to append to it and to know its root.
 *
 * @param size how many leaves the tree has
 * @param peaks the roots of its perfect subtrees, largest first: one for each bit set in {@code
 *     size}
 */
public record Frontier(long size, List<Sha256> peaks) {
  /** The empty tree. */
  public static final Frontier EMPTY = new Frontier(0, List.of());

  /**
   * @throws IllegalArgumentException if the peaks do not fit the size
   */
  public Frontier {
    peaks = List.copyOf(peaks);
    if (size < 0 || Long.bitCount(size) != peaks.size()) {
      throw new IllegalArgumentException(peaks.size() + " peaks for a tree of size " + size);
    }
  }

  /** The tree with one more leaf. */
  public Frontier append(Sha256 leafHash) {
    var next = new ArrayList<>(peaks);
    Sha256 right = leafHash;
    for (long merged = size; (merged & 1) == 1; merged >>= 1) {
      right = MerkleTree.nodeHash(next.removeLast(), right);
    }
    next.add(right);
    return new Frontier(size + 1, next);
  }

  /** The root: the peaks joined from the right. */
  public Sha256 root() {
    return peaks.reversed().stream()
        .reduce((right, left) -> MerkleTree.nodeHash(left, right))
        .orElse(MerkleTree.EMPTY_ROOT);
  }
}
