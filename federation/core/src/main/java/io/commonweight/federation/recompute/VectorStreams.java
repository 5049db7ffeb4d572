package io.commonweight.federation.recompute;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The masked vectors of a cohort, read side by side and hashed on the way. Not thread-safe. */
final class VectorStreams implements Closeable {
  private final Map<Fingerprint, InputStream> streams = new TreeMap<>();
  private final Map<Fingerprint, MessageDigest> digests = new TreeMap<>();

  /** Takes over the stream of one more node. */
  void add(Fingerprint node, InputStream vector) {
    streams.put(node, vector);
    digests.put(node, Sha256.newDigest());
  }

  /**
   * The next bytes of every vector.
   *
   * @throws EOFException if one ends before
   */
  Map<Fingerprint, byte[]> next(int bytes) throws IOException {
    Map<Fingerprint, byte[]> windows = new TreeMap<>();
    for (Map.Entry<Fingerprint, InputStream> stream : streams.entrySet()) {
      byte[] window = stream.getValue().readNBytes(bytes);
      if (window.length < bytes) {
        throw new EOFException(
            "the vector of %s ended early".formatted(stream.getKey().abbreviated()));
      }
      Optional.ofNullable(digests.get(stream.getKey())).orElseThrow().update(window);
      windows.put(stream.getKey(), window);
    }
    return windows;
  }

  /** The digest of what was read of each. */
  Map<Fingerprint, Sha256> digests() {
    Map<Fingerprint, Sha256> read = new TreeMap<>();
    digests.forEach((node, digest) -> read.put(node, Sha256.ofBytes(digest.digest())));
    return read;
  }

  @Override
  public void close() throws IOException {
    for (InputStream stream : streams.values()) {
      stream.close();
    }
  }
}
