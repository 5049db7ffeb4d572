package io.commonweight.sdk.log;

import java.io.IOException;
import java.util.Optional;

/** Where tiles come from: a directory, an object store, another registry. */
@FunctionalInterface
public interface TileReader {

  /**
   * Reads a tile.
   *
   * @return its bytes; empty if there is none at that path
   * @throws IOException if it cannot be read now
   */
  Optional<byte[]> read(TilePath path) throws IOException;
}
