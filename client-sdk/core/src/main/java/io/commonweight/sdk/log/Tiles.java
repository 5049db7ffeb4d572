package io.commonweight.sdk.log;

import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tiles of a log of one size, each read at most once: a short-lived view for one operation.
 *
 * <p>Not thread-safe.
 */
final class Tiles {

  /** Levels of the tree that one level of tiles spans. */
  static final int HEIGHT = 8;

  private static final String READ = "read tile";

  private final long size;
  private final TileReader reader;
  private final Map<TilePath, byte[]> seen = new HashMap<>();

  Tiles(long size, TileReader reader) {
    this.size = size;
    this.reader = reader;
  }

  /** How many complete subtrees of 256^level entries a log of a size has. */
  static long count(long size, int level) {
    return level * HEIGHT >= Long.SIZE ? 0 : size >>> (level * HEIGHT);
  }

  /** The root of the complete subtree of 2^height entries from entry {@code index}·2^height on. */
  Sha256 subtree(int height, long index) throws IOException, ProofException {
    int level = height / HEIGHT;
    int within = height % HEIGHT;
    long first = index << within;
    List<Sha256> hashes = hashes(level, first, 1 << within);
    while (hashes.size() > 1) {
      List<Sha256> parents = new ArrayList<>();
      for (int i = 0; i < hashes.size(); i += 2) {
        parents.add(MerkleTree.nodeHash(hashes.get(i), hashes.get(i + 1)));
      }
      hashes = parents;
    }
    return hashes.getFirst();
  }

  /** The hashes of the level's last tile while it is partial; empty if it is full or absent. */
  List<Sha256> rightEdge(int level) throws IOException, ProofException {
    long count = count(size, level);
    int width = (int) (count % TilePath.FULL);
    return width == 0 ? List.of() : hashes(level, count - width, width);
  }

  /** The entries of the last bundle while it is partial; empty if it is full or absent. */
  List<byte[]> lastEntries() throws IOException, ProofException {
    int width = (int) (size % TilePath.FULL);
    return width == 0 ? List.of() : entries(size / TilePath.FULL);
  }

  /** The entries of a bundle, as many as the log's size says. */
  List<byte[]> entries(long bundle) throws IOException, ProofException {
    int width = width(0, bundle);
    List<byte[]> entries = EntryBundle.decode(read(new TilePath.Entries(bundle, width)));
    if (entries.size() < width) {
      throw new ProofException(READ, "bundle " + bundle + " has " + entries.size() + " entries");
    }
    return entries.subList(0, width);
  }

  private List<Sha256> hashes(int level, long first, int number)
      throws IOException, ProofException {
    long index = first / TilePath.FULL;
    var path = new TilePath.Hashes(level, index, width(level, index));
    byte[] tile = read(path);
    if (tile.length != path.width() * Sha256.BYTES && tile.length != TilePath.FULL * Sha256.BYTES) {
      throw new ProofException(READ, path.path() + " has " + tile.length + " bytes");
    }
    int from = (int) (first % TilePath.FULL);
    List<Sha256> hashes = new ArrayList<>();
    for (int i = from; i < from + number; i++) {
      int at = i * Sha256.BYTES;
      hashes.add(Sha256.ofBytes(Arrays.copyOfRange(tile, at, at + Sha256.BYTES)));
    }
    return hashes;
  }

  private int width(int level, long index) {
    return (int) Math.min(TilePath.FULL, count(size, level) - index * TilePath.FULL);
  }

  private byte[] read(TilePath path) throws IOException, ProofException {
    byte[] known = seen.get(path);
    if (known != null) {
      return known;
    }
    Optional<byte[]> tile = reader.read(path);
    if (tile.isEmpty() && path.isPartial()) {
      // A partial tile may be deleted once the full one exists.
      tile = reader.read(path.full());
    }
    byte[] bytes = tile.orElseThrow(() -> new ProofException(READ, path.path() + " is missing"));
    seen.put(path, bytes);
    return bytes;
  }
}
