package io.commonweight.cli.log;

import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.LogGrowth;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A log in a folder, as a registry would have written it.
 *
 * @param folder the log's prefix
 * @param key signs its checkpoints
 */
public record StoredLog(Path folder, CosignerKey key) {
  private static final Instant TIME = Instant.parse("2026-11-20T12:00:00Z");

  /** Appends entries and publishes a checkpoint that witnesses have cosigned. */
  public SignedNote append(long size, List<byte[]> entries, CosignerKey... witnesses)
      throws IOException {
    try {
      LogGrowth growth = LogGrowth.append(size, new LogFolder(folder), entries);
      for (var tile : growth.tiles().entrySet()) {
        write(tile.getKey(), tile.getValue());
      }
      var checkpoint = new Checkpoint(key.name(), growth.size(), growth.root());
      SignedNote note = checkpoint.sign(key, TIME);
      for (CosignerKey witness : witnesses) {
        note = note.with(checkpoint.cosign(witness, TIME));
      }
      Files.write(folder.resolve(LogFiles.CHECKPOINT), note.bytes());
      return note;
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes a tile over what is there. */
  public void write(TilePath path, byte[] content) throws IOException {
    Path file = folder.resolve(path.path());
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, content);
  }

  /** The bytes of a tile. */
  public byte[] tile(TilePath path) throws IOException {
    return Files.readAllBytes(folder.resolve(path.path()));
  }
}
