package io.commonweight.registry.log;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.EntryBundle;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.log.TileReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The tiles of a log of one size, as they may be cached for ever: none holds anything that the
 * log's checkpoints do not cover.
 *
 * @param size number of entries
 * @param stored the tiles of that size
 */
record ServedTiles(long size, TileReader stored) {
  private static final int HEIGHT = 8;

  /** A tile of this or any earlier size; empty if there is none. */
  Optional<byte[]> read(TilePath path) throws IOException, ProofException {
    int width = width(path);
    if (width < path.width()) {
      return Optional.empty();
    }
    Optional<byte[]> widest = stored.read(ofWidth(path, width));
    return widest.isPresent() ? Optional.of(first(path, widest.get())) : Optional.empty();
  }

  /** How wide the tile is by now. */
  private int width(TilePath path) {
    int level =
        switch (path) {
          case TilePath.Hashes hashes -> hashes.level();
          case TilePath.Entries _ -> 0;
        };
    long count = level * HEIGHT >= Long.SIZE ? 0 : size >>> (level * HEIGHT);
    return Math.clamp(count - path.index() * TilePath.FULL, 0, TilePath.FULL);
  }

  private static TilePath ofWidth(TilePath path, int width) {
    return switch (path) {
      case TilePath.Hashes hashes -> new TilePath.Hashes(hashes.level(), hashes.index(), width);
      case TilePath.Entries entries -> new TilePath.Entries(entries.index(), width);
    };
  }

  private static byte[] first(TilePath path, byte[] tile) throws ProofException {
    return switch (path) {
      case TilePath.Hashes hashes -> Arrays.copyOf(tile, hashes.width() * Sha256.BYTES);
      case TilePath.Entries entries ->
          EntryBundle.encode(EntryBundle.decode(tile).subList(0, entries.width()));
    };
  }
}
