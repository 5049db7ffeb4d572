package io.commonweight.cli.bench;

import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.LogGrowth;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.TilePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A log in a blob store: what {@link #append} returns from is on disk, under a checkpoint that both
 * keys of the log have signed. Not thread-safe.
 */
final class DurableLog {
  private static final String CHECKPOINT = "checkpoint";
  private static final long MAX_TILE_BYTES = TilePath.FULL * (65_535L + 2);

  private final BlobStore store;
  private final CosignerKey key;
  private long size;

  /** An empty log. */
  DurableLog(BlobStore store, CosignerKey key) {
    this.store = store;
    this.key = key;
  }

  /** Appends entries with one checkpoint. */
  void append(List<byte[]> entries) throws IOException {
    try {
      LogGrowth growth = LogGrowth.append(size, this::read, entries);
      for (var tile : growth.tiles().entrySet()) {
        put(tile.getKey().path(), tile.getValue());
      }
      var checkpoint = new Checkpoint(key.name(), growth.size(), growth.root());
      put(CHECKPOINT, checkpoint.sign(key, Instant.now()).bytes());
      size = growth.size();
    } catch (ProofException e) {
      throw new IOException("the log cannot be read back: " + e.getMessage(), e);
    }
  }

  private void put(String path, byte[] content) throws IOException {
    store.put(path, new ByteArrayInputStream(content), content.length);
  }

  private Optional<byte[]> read(TilePath path) throws IOException {
    Optional<InputStream> found = store.open(path.path(), 0, MAX_TILE_BYTES);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = found.get()) {
      return Optional.of(in.readAllBytes());
    }
  }
}
