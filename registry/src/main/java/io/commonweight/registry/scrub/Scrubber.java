package io.commonweight.registry.scrub;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the public blobs of a store, part by part, and compares them with their names. A blob that
 * is damaged goes to {@value #QUARANTINE}: nobody is given it any more, and it can be stored anew.
 * Memory: one buffer, and the keys of a part.
 */
final class Scrubber {
  /** How many parts a store has: one for each first byte of a digest. */
  static final int PARTS = 256;

  static final String QUARANTINE = "damaged/sha256/";

  private static final int BUFFER_BYTES = 1 << 16;

  private final BlobStore store;
  private final Pace pace;

  Scrubber(BlobStore store, Pace pace) {
    this.store = store;
    this.pace = pace;
  }

  /**
   * What a part had.
   *
   * @param blobs how many were read
   * @param bytes their bytes
   * @param damaged those that are now in quarantine
   */
  record Outcome(long blobs, long bytes, List<Damage> damaged) {}

  private record Read(Sha256 digest, long bytes) {}

  /**
   * Reads a part.
   *
   * @param part the first byte of the digests, 0 to 255
   */
  Outcome scrub(int part) throws IOException, InterruptedException {
    long blobs = 0;
    long bytes = 0;
    List<Damage> damaged = new ArrayList<>();
    for (String key : store.list("blobs/sha256/%02x/".formatted(part))) {
      var expected = new Sha256(key.substring(key.lastIndexOf('/') + 1));
      Optional<Read> read = read(key);
      if (read.isEmpty()) {
        continue; // deleted meanwhile
      }
      blobs++;
      bytes += read.get().bytes();
      if (!read.get().digest().equals(expected)) {
        confirm(key, expected).ifPresent(damaged::add);
      }
    }
    return new Outcome(blobs, bytes, List.copyOf(damaged));
  }

  /** Reads once more, lest a fault on the way is taken for one of the store. */
  private Optional<Damage> confirm(String key, Sha256 expected)
      throws IOException, InterruptedException {
    Optional<Read> again = read(key);
    if (again.isEmpty() || again.get().digest().equals(expected)) {
      return Optional.empty();
    }
    store.move(key, QUARANTINE + expected.hex());
    return Optional.of(new Damage(expected, again.get().digest(), again.get().bytes()));
  }

  private Optional<Read> read(String key) throws IOException, InterruptedException {
    Optional<InputStream> content = store.open(key, 0, Long.MAX_VALUE);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    MessageDigest digest = Sha256.newDigest();
    long bytes = 0;
    try (InputStream in = content.get()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        bytes += count;
        pace.passed(count);
      }
    }
    return Optional.of(new Read(Sha256.ofBytes(digest.digest()), bytes));
  }
}
