package io.commonweight.sdk.log;

/**
 * The address of a tile below a log's prefix (C2SP tlog-tiles v0.1.0): 256 hashes of one level, or
 * a bundle of 256 entries. The last tile of a level is partial while it is narrower.
 */
public sealed interface TilePath {

  /** Width of a full tile. */
  int FULL = 256;

  /** Highest level of a tile. */
  int MAX_LEVEL = 63;

  /** Highest number of a tile: beyond it the entries' indices overflow. */
  long MAX_INDEX = Long.MAX_VALUE / FULL - 1;

  /** Number of the tile in its level, from 0. */
  long index();

  /** How many hashes or entries it holds: 1 to 255 in a partial tile, 256 in a full one. */
  int width();

  /** The same tile once it is full. */
  TilePath full();

  /** The path, such as {@code tile/0/x001/067.p/8}. */
  String path();

  /** Whether the tile is narrower than a full one. */
  default boolean isPartial() {
    return width() < FULL;
  }

  /**
   * A tile of hashes: hash i of tile n at level l is the root of the entries from (n·256 + i)·256^l
   * on, 256^l in number.
   *
   * @param level 0 to 63; level 0 holds leaf hashes
   */
  record Hashes(int level, long index, int width) implements TilePath {

    /** Checks the ranges. */
    public Hashes {
      requireRange(index, width);
      if (level < 0 || level > MAX_LEVEL) {
        throw new IllegalArgumentException("tile level " + level);
      }
    }

    @Override
    public Hashes full() {
      return new Hashes(level, index, FULL);
    }

    @Override
    public String path() {
      return "tile/" + level + '/' + TilePathGrammar.suffix(this);
    }
  }

  /** A bundle of entries: entry i of bundle n is the log's entry n·256 + i. */
  record Entries(long index, int width) implements TilePath {

    /** Checks the ranges. */
    public Entries {
      requireRange(index, width);
    }

    @Override
    public Entries full() {
      return new Entries(index, FULL);
    }

    @Override
    public String path() {
      return "tile/entries/" + TilePathGrammar.suffix(this);
    }
  }

  /**
   * Parses a path. Only the spelling that {@link #path} writes is accepted.
   *
   * @throws ProofException if it is no path of a tile
   */
  static TilePath parse(String path) throws ProofException {
    return TilePathGrammar.parse(path);
  }

  private static void requireRange(long index, int width) {
    if (index < 0 || index > MAX_INDEX || width < 1 || width > FULL) {
      throw new IllegalArgumentException("tile " + index + " of width " + width);
    }
  }
}
