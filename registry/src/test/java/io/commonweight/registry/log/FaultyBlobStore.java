package io.commonweight.registry.log;

import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.UploadSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A store of which one write goes wrong. */
final class FaultyBlobStore implements BlobStore {

  /** What becomes of a write. */
  enum Fault {
    /** It is acknowledged with a bit changed. */
    CORRUPT,
    /** It is acknowledged and not done. */
    LOSE,
    /** It is not done, and the store says so. */
    FAIL,
    /** It is done, and the store says that it is not. */
    FAIL_AFTERWARDS
  }

  private final BlobStore store;
  private final Fault fault;
  private int writesBefore;

  /** Writes well but for the write after so many. */
  FaultyBlobStore(BlobStore store, Fault fault, int writesBefore) {
    this.store = store;
    this.fault = fault;
    this.writesBefore = writesBefore;
  }

  /** Something that is written. */
  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  /** Whether the write that goes wrong has come. */
  boolean hasStruck() {
    return writesBefore < 0;
  }

  @Override
  public void put(String key, InputStream content, long sizeBytes) throws IOException {
    byte[] bytes = content.readNBytes(Math.toIntExact(sizeBytes));
    byte[] changed = bytes.clone();
    changed[changed.length / 2] ^= 1;
    write(() -> put(key, bytes), () -> put(key, changed));
  }

  private void put(String key, byte[] bytes) throws IOException {
    store.put(key, new ByteArrayInputStream(bytes), bytes.length);
  }

  @Override
  public void move(String from, String to) throws IOException {
    write(() -> store.move(from, to), () -> {});
  }

  private void write(Write right, Write wrong) throws IOException {
    if (writesBefore-- != 0) {
      right.run();
      return;
    }
    switch (fault) {
      case CORRUPT -> wrong.run();
      case LOSE -> {}
      case FAIL -> throw new IOException("the disk is full");
      case FAIL_AFTERWARDS -> {
        right.run();
        throw new IOException("the answer was lost");
      }
    }
  }

  @Override
  public Optional<InputStream> open(String key, long offset, long length) throws IOException {
    return store.open(key, offset, length);
  }

  @Override
  public Optional<Path> file(String key) {
    return store.file(key);
  }

  @Override
  public OptionalLong size(String key) throws IOException {
    return store.size(key);
  }

  @Override
  public void delete(String key) throws IOException {
    store.delete(key);
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public UploadSession begin(String key) throws IOException {
    return store.begin(key);
  }

  @Override
  public UploadSession resume(String key, String id) {
    return store.resume(key, id);
  }
}
