package io.commonweight.sdk.log;

import io.commonweight.sdk.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What appending entries changes in a log: the new tiles, and the size and root that its next
 * checkpoint states. The tiles are stored first, the checkpoint after them.
 *
 * @param size number of entries afterwards
 * @param root root hash afterwards
 * @param tiles new full and partial tiles of hashes and entries; existing tiles never change, they
 *     only become full under another path
 */
public record LogGrowth(long size, Sha256 root, Map<TilePath, byte[]> tiles) {

  /** Keeps the order of the tiles. */
  public LogGrowth {
    tiles = Collections.unmodifiableMap(new LinkedHashMap<>(tiles));
  }

  /**
   * Appends entries to a log.
   *
   * @param size number of entries before
   * @param existing reads the log's tiles; only those at the right edge are asked for
   * @param entries what to append, in order, each at most 65,535 bytes
   * @throws ProofException if an existing tile is missing or misshapen
   * @throws IOException if an existing tile cannot be read now
   */
  public static LogGrowth append(long size, TileReader existing, List<byte[]> entries)
      throws IOException, ProofException {
    var tiles = new Tiles(size, existing);
    Map<TilePath, byte[]> grown = new LinkedHashMap<>();
    addBundles(grown, size, tiles.lastEntries(), entries);
    List<Sha256> added = entries.stream().map(MerkleTree::leafHash).toList();
    for (int level = 0; !added.isEmpty(); level++) {
      added = addHashes(grown, level, Tiles.count(size, level), tiles.rightEdge(level), added);
    }
    long newSize = size + entries.size();
    TileReader both =
        path ->
            grown.containsKey(path) ? Optional.ofNullable(grown.get(path)) : existing.read(path);
    return new LogGrowth(newSize, new TiledTree(newSize, both).root(), grown);
  }

  private static void addBundles(
      Map<TilePath, byte[]> grown, long size, List<byte[]> last, List<byte[]> entries) {
    List<byte[]> all = joined(last, entries);
    long bundle = size / TilePath.FULL;
    for (int from = 0; !entries.isEmpty() && from < all.size(); from += TilePath.FULL) {
      List<byte[]> some = all.subList(from, Math.min(all.size(), from + TilePath.FULL));
      grown.put(new TilePath.Entries(bundle, some.size()), EntryBundle.encode(some));
      bundle++;
    }
  }

  /** Adds the tiles of one level and returns the hashes that its new full tiles add to the next. */
  private static List<Sha256> addHashes(
      Map<TilePath, byte[]> grown, int level, long count, List<Sha256> last, List<Sha256> added) {
    List<Sha256> all = joined(last, added);
    List<Sha256> roots = new ArrayList<>();
    long tile = count / TilePath.FULL;
    for (int from = 0; from < all.size(); from += TilePath.FULL) {
      List<Sha256> some = all.subList(from, Math.min(all.size(), from + TilePath.FULL));
      grown.put(new TilePath.Hashes(level, tile, some.size()), concatenated(some));
      tile++;
      if (some.size() == TilePath.FULL) {
        roots.add(perfectRoot(some));
      }
    }
    return roots;
  }

  private static Sha256 perfectRoot(List<Sha256> hashes) {
    List<Sha256> level = hashes;
    while (level.size() > 1) {
      List<Sha256> parents = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        parents.add(MerkleTree.nodeHash(level.get(i), level.get(i + 1)));
      }
      level = parents;
    }
    return level.getFirst();
  }

  private static byte[] concatenated(List<Sha256> hashes) {
    var out = new ByteArrayOutputStream(hashes.size() * Sha256.BYTES);
    hashes.forEach(h -> out.writeBytes(h.bytes()));
    return out.toByteArray();
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
