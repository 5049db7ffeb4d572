package io.commonweight.federation.service.shard;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * What an aggregator states of the weights file it made.
 *
 * @param digest the file's digest
 * @param proof the digest that shows that this aggregator had the bytes
 */
record Output(Sha256 digest, Sha256 proof) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** A part of the file as a worker says it is. */
  record Part(long bytes, Sha256 digest) {}

  /** The file has other bytes than the workers said. */
  static final class WrongPartException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongPartException(int part) {
      super("part " + (part + 1) + " has other bytes than its worker said");
    }
  }

  /** Reads a whole file once. */
  static Output of(InputStream file, Fingerprint aggregator) throws IOException {
    return of(file, aggregator, List.of());
  }

  /**
   * Reads a whole file once and holds it against the parts it was made of.
   *
   * @throws WrongPartException if a part has another digest
   * @throws EOFException if the file is shorter than its parts
   */
  static Output of(InputStream file, Fingerprint aggregator, List<Part> parts) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    MessageDigest proof = Aggregate.newOutputProof(aggregator);
    try (var in = new DigestInputStream(new DigestInputStream(file, digest), proof)) {
      for (int i = 0; i < parts.size(); i++) {
        if (!next(in, parts.get(i).bytes()).equals(parts.get(i).digest())) {
          throw new WrongPartException(i);
        }
      }
      in.transferTo(OutputStream.nullOutputStream());
    }
    return new Output(Sha256.ofBytes(digest.digest()), Sha256.ofBytes(proof.digest()));
  }

  private static Sha256 next(InputStream in, long bytes) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (long left = bytes; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("the assembled file is " + left + " bytes too short");
      }
      digest.update(buffer, 0, read);
      left -= read;
    }
    return Sha256.ofBytes(digest.digest());
  }
}
