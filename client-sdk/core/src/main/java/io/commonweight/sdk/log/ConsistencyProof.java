package io.commonweight.sdk.log;

import static io.commonweight.sdk.log.MerkleTree.isOdd;
import static io.commonweight.sdk.log.MerkleTree.nodeHash;

import io.commonweight.sdk.Sha256;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows that a tree is a later state of another: that nothing was removed, changed or inserted.
 *
 * <p>Sizes and roots are no part of the proof; they come from two verified {@linkplain Checkpoint
 * checkpoints}.
 *
 * @param path hashes of the subtrees that both trees can be built from, in the order of RFC 9162
 *     §2.1.4.1; at most 64
 */
public record ConsistencyProof(List<Sha256> path) {

  static final int MAX_PATH = 64;

  private static final String ALGORITHM = "RFC 9162 §2.1.4.2 step ";

  /**
   * Copies the path.
   *
   * @throws IllegalArgumentException if the path is longer than 64 hashes
   */
  public ConsistencyProof {
    path = List.copyOf(path);
    if (path.size() > MAX_PATH) {
      throw new IllegalArgumentException("consistency path of " + path.size() + " hashes");
    }
  }

  /**
   * Verifies the proof (RFC 9162 §2.1.4.2). Every tree is consistent with the empty one and with
   * itself, by an empty proof.
   *
   * @throws ProofException if the second tree is not shown to be a later state of the first
   */
  public void verify(long firstSize, Sha256 first, long secondSize, Sha256 second)
      throws ProofException {
    if (firstSize < 0 || firstSize > secondSize) {
      throw new ProofException("sizes", "a log of " + firstSize + " became one of " + secondSize);
    }
    if (firstSize == 0 || firstSize == secondSize) {
      verifyTrivial(firstSize == 0 ? MerkleTree.EMPTY_ROOT : second, first);
    } else {
      verifyGrowth(firstSize, first, secondSize, second);
    }
  }

  private void verifyTrivial(Sha256 expected, Sha256 first) throws ProofException {
    if (!path.isEmpty()) {
      throw new ProofException("empty proof", "the path has " + path.size() + " hashes");
    }
    if (!first.equals(expected)) {
      throw new ProofException("equal roots", "root " + first + " is not " + expected);
    }
  }

  private void verifyGrowth(long firstSize, Sha256 first, long secondSize, Sha256 second)
      throws ProofException {
    // 1. If consistency_path is an empty array, stop and fail.
    if (path.isEmpty()) {
      throw new ProofException(ALGORITHM + 1, "the path is empty");
    }
    // 2. If first is an exact power of 2, prepend first_hash to the path.
    List<Sha256> hashes = new ArrayList<>(path);
    if (Long.bitCount(firstSize) == 1) {
      hashes.addFirst(first);
    }
    // 3. Set fn to first − 1 and sn to second − 1.
    // 4. If LSB(fn) is set, right-shift both fn and sn equally until LSB(fn) is not set.
    int ones = Long.numberOfTrailingZeros(firstSize);
    long fn = (firstSize - 1) >>> ones;
    long sn = (secondSize - 1) >>> ones;
    // 5. Set both fr and sr to the first value in the path.
    Sha256 fr = hashes.getFirst();
    Sha256 sr = fr;
    // 6. For each subsequent value c:
    for (Sha256 c : hashes.subList(1, hashes.size())) {
      // 6.a If sn is 0, stop and fail.
      if (sn == 0) {
        throw new ProofException(ALGORITHM + "6.a", "the path is too long");
      }
      // 6.b If LSB(fn) is set or fn equals sn, the subtree is in both trees, else in the second.
      if (isOdd(fn) || fn == sn) {
        fr = nodeHash(c, fr);
        sr = nodeHash(c, sr);
        int rise = isOdd(fn) ? 0 : InclusionProof.trailingZeros(fn);
        fn >>>= rise;
        sn >>>= rise;
      } else {
        sr = nodeHash(sr, c);
      }
      // 6.c Finally, right-shift both fn and sn one time.
      fn >>>= 1;
      sn >>>= 1;
    }
    // 7. Compare fr with first_hash, sr with second_hash and sn with 0.
    if (!fr.equals(first)) {
      throw new ProofException(ALGORITHM + 7, "the path leads to old root " + fr);
    }
    if (!sr.equals(second)) {
      throw new ProofException(ALGORITHM + 7, "the path leads to new root " + sr);
    }
    if (sn != 0) {
      throw new ProofException(ALGORITHM + 7, "the path is too short");
    }
  }
}
