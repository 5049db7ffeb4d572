package io.commonweight.registry.update;

import io.commonweight.registry.blob.Receiver.Received;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.statement.Update;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Update blobs under their commitments: one object each, the salt before the blob, so that neither
 * is ever there without the other. The objects lie beside the public blobs, never among them.
 */
@ApplicationScoped
class UpdateStore {
  private final BlobStore store;

  UpdateStore(BlobStore store) {
    this.store = store;
  }

  /** The size of an update blob; empty if it is not here. */
  OptionalLong size(String federation, Sha256 commitment) throws IOException {
    OptionalLong size = store.size(key(federation, commitment));
    return size.isPresent() ? OptionalLong.of(size.getAsLong() - Update.SALT_BYTES) : size;
  }

  /** The salt of an update blob; empty if it is not here. */
  Optional<Bytes> salt(String federation, Sha256 commitment) throws IOException {
    Optional<InputStream> object = store.open(key(federation, commitment), 0, Update.SALT_BYTES);
    if (object.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = object.get()) {
      return Optional.of(Bytes.of(in.readNBytes(Update.SALT_BYTES)));
    }
  }

  /** Opens a range of an update blob; empty if it is not here. */
  Optional<InputStream> open(String federation, Sha256 commitment, long offset, long length)
      throws IOException {
    return store.open(key(federation, commitment), offset + Update.SALT_BYTES, length);
  }

  /** Stores an update blob durably; the commitment has been checked. */
  void put(String federation, Sha256 commitment, Bytes salt, Received blob) throws IOException {
    try (InputStream content = Files.newInputStream(blob.file())) {
      var both = new SequenceInputStream(new ByteArrayInputStream(salt.toArray()), content);
      store.put(key(federation, commitment), both, blob.bytes() + Update.SALT_BYTES);
    }
  }

  /**
   * Counts an update blob among those of a round, durably.
   *
   * @param most how many are counted in a round
   * @return whether it is counted, now or before
   */
  synchronized boolean count(String federation, Sha256 round, Sha256 commitment, int most)
      throws IOException {
    String counted = "updates/%s/rounds/%s/".formatted(federation, round);
    if (store.size(counted + commitment).isPresent()) {
      return true;
    }
    if (store.list(counted).size() >= most) {
      return false;
    }
    store.put(counted + commitment, InputStream.nullInputStream(), 0);
    return true;
  }

  private static String key(String federation, Sha256 commitment) {
    return "updates/%s/%s/%s".formatted(federation, commitment.hex().substring(0, 2), commitment);
  }
}
