package io.commonweight.sdk.blob;

import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Immutable blobs in a store, named by their digest. What is not yet known to be whole and right is
 * kept in a scratch folder, so nothing wrong is ever visible in the store.
 *
 * @param store where the blobs are
 * @param scratch an existing folder with room for the blobs being received
 */
public record Blobs(BlobStore store, Path scratch) {

  private static final int BUFFER_BYTES = 1 << 16;

  /** The key of a blob: {@code blobs/sha256/ab/cd/abcd…}. */
  public static String key(Sha256 digest) {
    String hex = digest.hex();
    return "blobs/sha256/" + hex.substring(0, 2) + '/' + hex.substring(2, 4) + '/' + hex;
  }

  /**
   * Stores a blob; one that is there already is not written again.
   *
   * @param content read to its end, never closed
   * @param expected its digest, if the caller knows what it should be
   * @param maxBytes longest blob that is taken
   * @return the digest
   * @throws BlobRefusedException if the content is longer, or its digest another
   */
  public Sha256 put(InputStream content, Optional<Sha256> expected, long maxBytes)
      throws IOException {
    Path received = Files.createTempFile(scratch, "blob", "");
    try {
      Sha256 digest = receive(content, received, maxBytes);
      if (expected.isPresent() && !expected.get().equals(digest)) {
        throw new BlobRefusedException(
            "the content's SHA-256 is " + digest + ", not the declared " + expected.get());
      }
      if (store.size(key(digest)).isEmpty()) {
        try (InputStream in = Files.newInputStream(received)) {
          store.put(key(digest), in, Files.size(received));
        }
      }
      return digest;
    } finally {
      Files.deleteIfExists(received);
    }
  }

  /** Opens a whole blob; empty if there is no such blob. */
  public Optional<InputStream> get(Sha256 digest) throws IOException {
    return get(digest, 0, Long.MAX_VALUE);
  }

  /** Opens a range of a blob, as {@link BlobStore#open} does; empty if there is no such blob. */
  public Optional<InputStream> get(Sha256 digest, long offset, long length) throws IOException {
    return store.open(key(digest), offset, length);
  }

  /** The file that holds a blob, as {@link BlobStore#file} does. */
  public Optional<Path> file(Sha256 digest) {
    return store.file(key(digest));
  }

  /** The size of a blob in bytes; empty if there is no such blob. */
  public OptionalLong size(Sha256 digest) throws IOException {
    return store.size(key(digest));
  }

  /** Deletes a blob; one that is not there is deleted already. */
  public void delete(Sha256 digest) throws IOException {
    store.delete(key(digest));
  }

  private static Sha256 receive(InputStream content, Path file, long maxBytes) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long size = 0;
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        size += read;
        if (size > maxBytes) {
          throw new BlobRefusedException("the content is longer than " + maxBytes + " bytes");
        }
        out.write(buffer, 0, read);
      }
    }
    return Sha256.ofBytes(digest.digest());
  }
}
