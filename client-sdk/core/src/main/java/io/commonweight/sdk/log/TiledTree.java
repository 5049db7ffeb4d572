package io.commonweight.sdk.log;

import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A log's tree as it is stored in tiles, at one size. It builds roots and proofs from the tiles and
 * believes them: who does not trust the source compares {@link #root} with a verified checkpoint,
 * or verifies the proofs against it.
 *
 * <p>Every operation reads O(log size) tiles. A tile that is missing or misshapen is a {@link
 * ProofException}; one that cannot be read now is an {@link IOException}.
 *
 * @param size number of entries, from a checkpoint
 * @param storedSize number of entries that the tiles cover, at least {@code size}: partial tiles of
 *     states between two checkpoints never existed, so an earlier state is read from later tiles
 * @param reader where the tiles are
 */
public record TiledTree(long size, long storedSize, TileReader reader) {

  /** Checks the sizes. */
  public TiledTree {
    if (size < 0 || size > storedSize || storedSize > Long.MAX_VALUE / 2) {
      throw new IllegalArgumentException("a tree of " + size + " in a log of " + storedSize);
    }
  }

  /** The tree of all entries that the tiles cover. */
  public TiledTree(long size, TileReader reader) {
    this(size, size, reader);
  }

  /** The root hash. */
  public Sha256 root() throws IOException, ProofException {
    return size == 0 ? MerkleTree.EMPTY_ROOT : root(tiles(), 0, size);
  }

  /**
   * The entry at an index.
   *
   * @throws IllegalArgumentException if the log has no such entry
   */
  public byte[] entry(long index) throws IOException, ProofException {
    requireIndex(index);
    return entries(index).getFirst();
  }

  /**
   * The entries from an index to the end of its bundle or of the log: 1 to 256 of them.
   *
   * @throws IllegalArgumentException if the log has no such entry
   */
  public List<byte[]> entries(long index) throws IOException, ProofException {
    requireIndex(index);
    List<byte[]> bundle = tiles().entries(index / TilePath.FULL);
    int from = (int) (index % TilePath.FULL);
    return bundle.subList(from, (int) Math.min(bundle.size(), from + size - index));
  }

  /**
   * The proof that the entry at an index is in the tree (RFC 9162 §2.1.3.1).
   *
   * @throws IllegalArgumentException if the log has no such entry
   */
  public InclusionProof inclusion(long index) throws IOException, ProofException {
    requireIndex(index);
    List<Sha256> path = new ArrayList<>();
    inclusion(tiles(), path, index, 0, size);
    return new InclusionProof(index, path);
  }

  /**
   * The proof that this tree is a later state of a smaller one (RFC 9162 §2.1.4.1).
   *
   * @param firstSize size of the smaller tree, 0 to this one's size
   */
  public ConsistencyProof consistency(long firstSize) throws IOException, ProofException {
    if (firstSize < 0 || firstSize > size) {
      throw new IllegalArgumentException("a tree of " + firstSize + " within one of " + size);
    }
    List<Sha256> path = new ArrayList<>();
    if (firstSize > 0 && firstSize < size) {
      consistency(tiles(), path, firstSize, 0, size);
    }
    return new ConsistencyProof(path);
  }

  /** The right edge of this tree: what its root, and that of every later state, is made of. */
  public Frontier frontier() throws IOException, ProofException {
    Tiles tiles = tiles();
    List<Sha256> peaks = new ArrayList<>();
    long begin = 0;
    for (long left = size; left > 0; left -= Long.highestOneBit(left)) {
      long length = Long.highestOneBit(left);
      peaks.add(root(tiles, begin, begin + length));
      begin += length;
    }
    return new Frontier(size, peaks);
  }

  /** PATH(index, D[begin, end)), siblings of leaves first. */
  private static void inclusion(Tiles tiles, List<Sha256> path, long index, long begin, long end)
      throws IOException, ProofException {
    if (end - begin == 1) {
      return;
    }
    long middle = begin + MerkleTree.leftSize(end - begin);
    if (index < middle) {
      inclusion(tiles, path, index, begin, middle);
      path.add(root(tiles, middle, end));
    } else {
      inclusion(tiles, path, index, middle, end);
      path.add(root(tiles, begin, middle));
    }
  }

  /**
   * SUBPROOF(first, D[begin, end)). Its flag says that the first tree's root is known to the
   * verifier; that holds as long as the range begins at 0.
   */
  private static void consistency(Tiles tiles, List<Sha256> path, long first, long begin, long end)
      throws IOException, ProofException {
    if (first == end) {
      if (begin > 0) {
        path.add(root(tiles, begin, end));
      }
      return;
    }
    long middle = begin + MerkleTree.leftSize(end - begin);
    if (first <= middle) {
      consistency(tiles, path, first, begin, middle);
      path.add(root(tiles, middle, end));
    } else {
      consistency(tiles, path, first, middle, end);
      path.add(root(tiles, begin, middle));
    }
  }

  /**
   * MTH(D[begin, end)), where begin is a multiple of a power of two that is at least the length.
   */
  private static Sha256 root(Tiles tiles, long begin, long end) throws IOException, ProofException {
    long length = end - begin;
    if (Long.bitCount(length) == 1) {
      int height = Long.numberOfTrailingZeros(length);
      return tiles.subtree(height, begin >>> height);
    }
    long middle = begin + MerkleTree.leftSize(length);
    return MerkleTree.nodeHash(root(tiles, begin, middle), root(tiles, middle, end));
  }

  private Tiles tiles() {
    return new Tiles(storedSize, reader);
  }

  private void requireIndex(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("entry " + index + " of a log of " + size);
    }
  }
}
