package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.commonweight.sdk.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The definitions of RFC 6962 §2.1 word for word, over leaf hashes held in a list. */
final class ReferenceTree {

  private ReferenceTree() {}

  /** Leaf i is the entry {@code leaf i}. */
  static List<byte[]> entries(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> ("leaf " + i).getBytes(UTF_8)).toList();
  }

  static List<Sha256> leaves(int size) {
    return entries(0, size).stream().map(MerkleTree::leafHash).toList();
  }

  /** MTH(D[n]), §2.1. */
  static Sha256 root(List<Sha256> d) {
    int n = d.size();
    if (n == 0) {
      return MerkleTree.EMPTY_ROOT;
    }
    if (n == 1) {
      return d.getFirst();
    }
    int k = split(n);
    return MerkleTree.nodeHash(root(d.subList(0, k)), root(d.subList(k, n)));
  }

  /** PATH(m, D[n]), §2.1.1. */
  static List<Sha256> path(int m, List<Sha256> d) {
    int n = d.size();
    if (n == 1) {
      return List.of();
    }
    int k = split(n);
    return m < k
        ? append(path(m, d.subList(0, k)), root(d.subList(k, n)))
        : append(path(m - k, d.subList(k, n)), root(d.subList(0, k)));
  }

  /** PROOF(m, D[n]), §2.1.2. */
  static List<Sha256> proof(int m, List<Sha256> d) {
    return subproof(m, d, true);
  }

  private static List<Sha256> subproof(int m, List<Sha256> d, boolean complete) {
    int n = d.size();
    if (m == n) {
      return complete ? List.of() : List.of(root(d));
    }
    int k = split(n);
    return m <= k
        ? append(subproof(m, d.subList(0, k), complete), root(d.subList(k, n)))
        : append(subproof(m - k, d.subList(k, n), false), root(d.subList(0, k)));
  }

  /** The largest power of two smaller than n. */
  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k = 2 * k;
    }
    return k;
  }

  private static List<Sha256> append(List<Sha256> hashes, Sha256 last) {
    List<Sha256> all = new ArrayList<>(hashes);
    all.add(last);
    return all;
  }
}
