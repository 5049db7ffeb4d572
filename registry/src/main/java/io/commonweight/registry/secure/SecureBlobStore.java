package io.commonweight.registry.secure;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What nodes upload in secure rounds, under its digest. The objects lie beside the public blobs,
 * never among them.
 */
@ApplicationScoped
public class SecureBlobStore {
  private final BlobStore store;

  /** A store in the registry's own. */
  public SecureBlobStore(BlobStore store) {
    this.store = store;
  }

  /** The size of a blob; empty if it is not here. */
  public OptionalLong size(String federation, Sha256 digest) throws IOException {
    return store.size(key(federation, digest));
  }

  /** Opens a range of a blob; empty if it is not here. */
  public Optional<InputStream> open(String federation, Sha256 digest, long offset, long length)
      throws IOException {
    return store.open(key(federation, digest), offset, length);
  }

  /** Stores a blob durably; its digest has been checked. */
  public void put(String federation, Sha256 digest, Path blob) throws IOException {
    try (InputStream content = Files.newInputStream(blob)) {
      store.put(key(federation, digest), content, Files.size(blob));
    }
  }

  /**
   * Counts a blob among those that somebody has brought in a step of a round, durably.
   *
   * @param step names the step and who brings it
   * @param most how many are counted
   * @return whether it is counted, now or before
   */
  public synchronized boolean count(String federation, String step, Sha256 digest, int most)
      throws IOException {
    String counted = "secure/%s/rounds/%s/".formatted(federation, step);
    if (store.size(counted + digest).isPresent()) {
      return true;
    }
    if (store.list(counted).size() >= most) {
      return false;
    }
    store.put(counted + digest, InputStream.nullInputStream(), 0);
    return true;
  }

  private static String key(String federation, Sha256 digest) {
    return "secure/%s/%s/%s".formatted(federation, digest.hex().substring(0, 2), digest);
  }
}
