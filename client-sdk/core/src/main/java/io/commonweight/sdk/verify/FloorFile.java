package io.commonweight.sdk.verify;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.weights.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(CanonicalJson.read(in.readNBytes(MAX_BYTES + 1), MAX_BYTES, Floor.class));
    } catch (JsonException e) {
      throw new IOException(
          "%s is damaged (%s): restore it; without it an older release could be passed off as new"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /**
   * Raises what is stored, durably and as a whole. Others may have raised it since it was read: it
   * never falls.
   *
   * @throws IOException if it cannot be stored, or what another process has seen meanwhile
   *     contradicts this
   */
  public void raise(Floor seen) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    synchronized (FloorFile.class) { // a file is locked for the whole process
      try (FileChannel channel = FileChannel.open(file.resolveSibling("lock"), CREATE, WRITE);
          FileLock _ = channel.lock()) {
        write(raised(seen));
      }
    }
  }

  private Floor raised(Floor seen) throws IOException {
    Optional<Floor> stored = read();
    if (stored.filter(seen::contradicts).isPresent()) {
      throw new IOException(
          "%s: another release or log was seen meanwhile, %s and %s: tell the federation's members"
              .formatted(file, stored.get(), seen));
    }
    return stored.map(floor -> floor.raisedTo(seen)).orElse(seen);
  }

  private void write(Floor floor) throws IOException {
    byte[] json = CanonicalJson.write(floor);
    DurableFile.write(file, channel -> channel.write(ByteBuffer.wrap(json)));
  }
}
