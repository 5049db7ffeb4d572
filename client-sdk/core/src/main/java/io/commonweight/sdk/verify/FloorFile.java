package io.commonweight.sdk.verify;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.weights.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a client keeps its floor: one small file for each pinned charter, replaced as a whole.
 *
 * @param file the file
 */
public record FloorFile(Path file) {
  private static final int MAX_BYTES = 4096;

  /**
   * That of a federation.
   *
   * @param state the client's own folder
   * @param anchor the digest of the pinned charter
   */
  public static FloorFile of(Path state, Sha256 anchor) {
    return new FloorFile(state.resolve("seen").resolve(anchor.hex() + ".json"));
  }

  /**
   * What was seen before; empty if nothing was.
   *
   * @throws IOException if the file cannot be read, or is damaged: to go on without it would be to
   *     forget what was seen
   */
  public Optional<Floor> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CanonicalJson.read(Files.readAllBytes(file), MAX_BYTES, Floor.class));
    } catch (JsonException e) {
      throw new IOException(
          "%s is damaged (%s): restore it; without it an older release could be passed off as new"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Replaces what was seen before, durably and as a whole. */
  public void write(Floor floor) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    byte[] json = CanonicalJson.write(floor);
    DurableFile.write(file, channel -> channel.write(ByteBuffer.wrap(json)));
  }
}
