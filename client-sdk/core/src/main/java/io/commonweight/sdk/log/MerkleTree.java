package io.commonweight.sdk.log;

import io.commonweight.sdk.Sha256;

/** The hashes of a Merkle tree (RFC 6962 §2.1). Leaves and nodes are hashed in separate domains. */
public final class MerkleTree {

  /** Root of the tree without leaves: the SHA-256 of nothing. */
  public static final Sha256 EMPTY_ROOT = Sha256.of(new byte[0]);

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleTree() {}

  /** Hash of a leaf: SHA-256(0x00 ‖ data). */
  public static Sha256 leafHash(byte[] data) {
    byte[] prefixed = new byte[1 + data.length];
    prefixed[0] = LEAF;
    System.arraycopy(data, 0, prefixed, 1, data.length);
    return Sha256.of(prefixed);
  }

  /** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
  public static Sha256 nodeHash(Sha256 left, Sha256 right) {
    byte[] prefixed = new byte[1 + 2 * Sha256.BYTES];
    prefixed[0] = NODE;
    System.arraycopy(left.bytes(), 0, prefixed, 1, Sha256.BYTES);
    System.arraycopy(right.bytes(), 0, prefixed, 1 + Sha256.BYTES, Sha256.BYTES);
    return Sha256.of(prefixed);
  }

  /**
   * Size of the left subtree of a tree of {@code size} leaves: the largest power of two below it.
   *
   * @param size at least 2
   */
  static long leftSize(long size) {
    return Long.highestOneBit(size - 1);
  }

  static boolean isOdd(long n) {
    return (n & 1) == 1;
  }
}
