package io.commonweight.cli.log;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.EntryBundle;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.TilePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Derives a log's tiles and its root anew from the bundles of its entries, and compares them with
 * what is stored. Memory: one bundle, and one tile of each level.
 *
 * <p>Used once, by one thread.
 */
final class TreeCheck {
  private final LogFiles files;
  private final long size;
  private final List<List<Sha256>> levels = new ArrayList<>();
  private final List<Long> fullTiles = new ArrayList<>();
  private Frontier tree = Frontier.EMPTY;
  private long tiles;

  /** Takes each entry after it was hashed. */
  @FunctionalInterface
  interface EntryVisitor {
    /**
     * Judges an entry.
     *
     * @throws ProofException if it cannot be believed
     */
    void visit(long index, byte[] entry) throws IOException, ProofException;
  }

  TreeCheck(LogFiles files, long size) {
    this.files = files;
    this.size = size;
  }

  /**
   * Compares every tile.
   *
   * @return the root that the entries have
   * @throws ProofException if a tile is missing or wrong, or an entry is refused; its step names
   *     the first such
   */
  Sha256 run(EntryVisitor visitor) throws IOException, ProofException {
    for (long bundle = 0; bundle * TilePath.FULL < size; bundle++) {
      long first = bundle * TilePath.FULL;
      for (byte[] entry : bundle(bundle, (int) Math.min(TilePath.FULL, size - first))) {
        long index = tree.size();
        Sha256 leaf = MerkleTree.leafHash(entry);
        tree = tree.append(leaf);
        add(0, leaf);
        visitor.visit(index, entry);
      }
    }
    for (int level = 0; level < levels.size(); level++) {
      if (!levels.get(level).isEmpty()) {
        compare(level);
      }
    }
    return tree.root();
  }

  /** How many tiles of hashes were compared. */
  long tiles() {
    return tiles;
  }

  private List<byte[]> bundle(long index, int width) throws IOException, ProofException {
    var path = new TilePath.Entries(index, width);
    try {
      List<byte[]> entries = EntryBundle.decode(read(path));
      if (entries.size() != width && entries.size() != TilePath.FULL) {
        throw new ProofException(
            path.path(), "holds %d entries, not %d".formatted(entries.size(), width));
      }
      return entries.subList(0, width);
    } catch (ProofException e) {
      throw e.step().equals(path.path())
          ? e
          : new ProofException(path.path(), String.valueOf(e.getMessage()));
    }
  }

  private void add(int level, Sha256 hash) throws IOException, ProofException {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
      fullTiles.add(0L);
    }
    List<Sha256> hashes = levels.get(level);
    hashes.add(hash);
    if (hashes.size() == TilePath.FULL) {
      compare(level);
      Sha256 root = root(hashes);
      hashes.clear();
      fullTiles.set(level, fullTiles.get(level) + 1);
      add(level + 1, root);
    }
  }

  private static Sha256 root(List<Sha256> hashes) {
    Frontier subtree = Frontier.EMPTY;
    for (Sha256 hash : hashes) {
      subtree = subtree.append(hash);
    }
    return subtree.root();
  }

  private void compare(int level) throws IOException, ProofException {
    List<Sha256> hashes = levels.get(level);
    var path = new TilePath.Hashes(level, fullTiles.get(level), hashes.size());
    byte[] tile = read(path);
    if (tile.length != hashes.size() * Sha256.BYTES
        && tile.length != TilePath.FULL * Sha256.BYTES) {
      throw new ProofException(
          path.path(), "has %d bytes, not %d hashes".formatted(tile.length, hashes.size()));
    }
    for (int i = 0; i < hashes.size(); i++) {
      int at = i * Sha256.BYTES;
      if (!Arrays.equals(tile, at, at + Sha256.BYTES, hashes.get(i).bytes(), 0, Sha256.BYTES)) {
        throw new ProofException(path.path(), difference(path, i));
      }
    }
    tiles++;
  }

  private static String difference(TilePath.Hashes path, int i) {
    long number = path.index() * TilePath.FULL + i;
    return path.level() == 0
        ? "entry %d has another hash than stands here: the tile or the entry was changed"
            .formatted(number)
        : "hash %d is not that of the tile below it".formatted(i);
  }

  /** A partial tile may be deleted once the full one exists. */
  private byte[] read(TilePath path) throws IOException, ProofException {
    Optional<byte[]> found = files.read(path);
    if (found.isEmpty() && path.isPartial()) {
      found = files.read(path.full());
    }
    return found.orElseThrow(() -> new ProofException(path.path(), "is missing"));
  }
}
