package io.commonweight.registry.log;

import io.commonweight.registry.federation.Federation;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.log.TileReader;
import io.quarkus.logging.Log;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tiles and the published checkpoint of one log, as files that any web server could serve.
 *
 * <p>Tiles never change, so the last used ones are kept in memory. Thread-safe.
 */
final class TileStore implements TileReader {
  private static final String CHECKPOINT = "checkpoint";
  private static final String NEXT_CHECKPOINT = "checkpoint.next";
  private static final String FORK = "fork/";
  private static final int CACHED = 512;

  /** More than any tile or checkpoint has: 256 entries of the greatest length. */
  private static final long MAX_BYTES = 256L * (65_535 + 2);

  private final BlobStore store;
  private final String prefix;
  private final Map<TilePath, Bytes> cache =
      Collections.synchronizedMap(
          new LinkedHashMap<>(CACHED, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<TilePath, Bytes> eldest) {
              return size() > CACHED;
            }
          });

  TileStore(BlobStore store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  /** The tiles of an earlier log of the same federation. */
  TileStore before(Federation log) {
    return new TileStore(store, prefix(log));
  }

  /** Where a log's tiles are. */
  static String prefix(Federation log) {
    return "logs/" + log.logName();
  }

  @Override
  public Optional<byte[]> read(TilePath path) throws IOException {
    Bytes cached = cache.get(path);
    if (cached != null) {
      return Optional.of(cached.toArray());
    }
    Optional<byte[]> tile = stored(path.path());
    tile.ifPresent(bytes -> remember(path, bytes));
    return tile;
  }

  /**
   * Writes new tiles and reads them back.
   *
   * @throws InconsistentLogException if the store does not hold what it was given
   */
  void write(Map<TilePath, byte[]> tiles) throws IOException, InconsistentLogException {
    for (var tile : tiles.entrySet()) {
      put(tile.getKey().path(), tile.getValue());
    }
    for (var tile : tiles.entrySet()) {
      if (!holds(tile.getKey().path(), tile.getValue())) {
        throw new InconsistentLogException(
            "%s/%s is not stored as it was written".formatted(prefix, tile.getKey().path()));
      }
      remember(tile.getKey(), tile.getValue());
    }
  }

  /** Writes those tiles that are missing, or that are not what they must be. */
  void complete(Map<TilePath, byte[]> tiles) throws IOException {
    for (var tile : tiles.entrySet()) {
      TilePath path = tile.getKey();
      if (!holds(path.path(), tile.getValue())) {
        Log.warnf("%s/%s was missing or wrong and is written anew", prefix, path.path());
        put(path.path(), tile.getValue());
      }
      remember(path, tile.getValue());
    }
  }

  /** The published checkpoint, a signed note. */
  Optional<byte[]> checkpoint() throws IOException {
    return stored(CHECKPOINT);
  }

  /** Replaces the published checkpoint, once the new one is known to be stored whole. */
  void writeCheckpoint(byte[] note) throws IOException {
    put(NEXT_CHECKPOINT, note);
    if (!holds(NEXT_CHECKPOINT, note)) {
      throw new IOException(prefix + "/" + NEXT_CHECKPOINT + " is not stored as it was written");
    }
    store.move(key(NEXT_CHECKPOINT), key(CHECKPOINT));
  }

  /** Keeps two notes that contradict each other. */
  void keepFork(byte[] ours, byte[] theirs) throws IOException {
    put(FORK + "ours", ours);
    put(FORK + "theirs", theirs);
  }

  /** Whether two such notes are kept. */
  boolean isForked() throws IOException {
    return store.size(key(FORK + "theirs")).isPresent();
  }

  private void remember(TilePath path, byte[] tile) {
    if (path instanceof TilePath.Hashes) {
      cache.put(path, Bytes.of(tile));
    }
  }

  private boolean holds(String path, byte[] content) throws IOException {
    return stored(path).filter(there -> Arrays.equals(there, content)).isPresent();
  }

  private Optional<byte[]> stored(String path) throws IOException {
    Optional<InputStream> object = store.open(key(path), 0, MAX_BYTES);
    if (object.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = object.get()) {
      return Optional.of(in.readAllBytes());
    }
  }

  private void put(String path, byte[] content) throws IOException {
    store.put(key(path), new ByteArrayInputStream(content), content.length);
  }

  private String key(String path) {
    return prefix + '/' + path;
  }
}
