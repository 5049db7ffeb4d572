package io.commonweight.sdk.log;

import static io.commonweight.sdk.log.MerkleTree.isOdd;
import static io.commonweight.sdk.log.MerkleTree.nodeHash;

import io.commonweight.sdk.Sha256;
import java.util.List;

/**
 * Shows that a leaf stands at an index of a tree.
 *
 * <p>The size of the tree is no part of the proof, because it is no part of the root hash either: a
 * proof checked against a wrong size often passes. Size and root must both come from one verified
 * {@link Checkpoint}.
 *
 * @param index position of the leaf, from 0
 * @param path hashes of the siblings on the way from the leaf to the root, the leaf's own first; at
 *     most 63
 */
public record InclusionProof(long index, List<Sha256> path) {

  static final int MAX_PATH = 63;

  private static final String ALGORITHM = "RFC 9162 §2.1.3.2 step ";

  /**
   * Copies the path.
   *
   * @throws IllegalArgumentException if the index is negative or the path longer than 63 hashes
   */
  public InclusionProof {
    path = List.copyOf(path);
    if (index < 0) {
      throw new IllegalArgumentException("negative leaf index " + index);
    }
    if (path.size() > MAX_PATH) {
      throw new IllegalArgumentException("inclusion path of " + path.size() + " hashes");
    }
  }

  /**
   * Verifies the proof (RFC 9162 §2.1.3.2).
   *
   * @param leaf the {@linkplain MerkleTree#leafHash leaf hash}, computed by the caller from the
   *     entry itself
   * @param size number of leaves of the tree, from a verified checkpoint
   * @param root root of the tree, from the same checkpoint
   * @throws ProofException if the leaf is not shown to stand at the index of that tree
   */
  public void verify(Sha256 leaf, long size, Sha256 root) throws ProofException {
    // 1. Compare leaf_index with tree_size.
    if (index >= size) {
      throw new ProofException(ALGORITHM + 1, "index " + index + " in a tree of size " + size);
    }
    // 2. Set fn to leaf_index and sn to tree_size − 1.
    long fn = index;
    long sn = size - 1;
    // 3. Set r to hash.
    Sha256 r = leaf;
    // 4. For each value p in the inclusion_path array:
    for (Sha256 p : path) {
      // 4.a If sn is 0, stop and fail.
      if (sn == 0) {
        throw new ProofException(ALGORITHM + "4.a", "the path is too long");
      }
      // 4.b If LSB(fn) is set or fn equals sn, hash from the left, else from the right.
      if (isOdd(fn) || fn == sn) {
        r = nodeHash(p, r);
        // A last node without a right sibling rises until it has a left one.
        int rise = isOdd(fn) ? 0 : trailingZeros(fn);
        fn >>>= rise;
        sn >>>= rise;
      } else {
        r = nodeHash(r, p);
      }
      // 4.c Finally, right-shift both fn and sn one time.
      fn >>>= 1;
      sn >>>= 1;
    }
    // 5. Compare sn with 0 and r with root_hash.
    if (sn != 0) {
      throw new ProofException(ALGORITHM + 5, "the path is too short");
    }
    if (!r.equals(root)) {
      throw new ProofException(ALGORITHM + 5, "the path leads to root " + r + ", not to " + root);
    }
  }

  /** How often an even number is shifted right until it is odd or zero. */
  static int trailingZeros(long n) {
    return n == 0 ? Long.SIZE - 1 : Long.numberOfTrailingZeros(n);
  }
}
