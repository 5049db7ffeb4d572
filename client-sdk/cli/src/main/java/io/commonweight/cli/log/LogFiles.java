package io.commonweight.cli.log;

import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.log.TileReader;
import java.io.IOException;
import java.util.Optional;

/** The files of one log, as any web server could serve them: its checkpoint and its tiles. */
public interface LogFiles extends TileReader {
  /** The name of the file with the newest checkpoint. */
  String CHECKPOINT = "checkpoint";

  /** The name of the file with the newest checkpoint that enough witnesses have cosigned. */
  String WITNESSED = "checkpoint/witnessed";

  /** The largest file: a bundle of 256 entries of the greatest length. */
  int MAX_BYTES = TilePath.FULL * (65_535 + 2);

  /**
   * Reads a file.
   *
   * @param path below the log's prefix
   * @return its bytes; empty if it is not there
   * @throws IOException if it cannot be read now, or is larger than {@link #MAX_BYTES}
   */
  Optional<byte[]> file(String path) throws IOException;

  @Override
  default Optional<byte[]> read(TilePath path) throws IOException {
    return file(path.path());
  }
}
