package io.commonweight.registry.blob;

import io.commonweight.registry.problem.RegistryException.TooLarge;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.Blobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** Receives bodies into files, so that nothing is stored before it has been checked. */
@ApplicationScoped
public class Receiver {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Blobs blobs;

  Receiver(Blobs blobs) {
    this.blobs = blobs;
  }

  /**
   * A body that has arrived whole. Closing it deletes the file.
   *
   * @param file where it lies
   * @param bytes its size
   * @param digest its digest
   */
  public record Received(Path file, long bytes, Sha256 digest) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Reads a body to its end.
   *
   * @throws TooLarge if it has more than {@code maxBytes}
   */
  public Received receive(String what, InputStream body, long maxBytes) throws IOException {
    Path file = Files.createTempFile(blobs.scratch(), "body", "");
    boolean complete = false;
    try {
      MessageDigest digest = Sha256.newDigest();
      long bytes = 0;
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
          bytes += read;
          if (bytes > maxBytes) {
            throw new TooLarge(what, maxBytes);
          }
          out.write(buffer, 0, read);
        }
      }
      complete = true;
      return new Received(file, bytes, Sha256.ofBytes(digest.digest()));
    } finally {
      if (!complete) {
        Files.deleteIfExists(file);
      }
    }
  }
}
