package io.commonweight.federation.recompute;

import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Where the masked vectors and the parcels of a secure round lie. */
public interface RoundBlobs {

  /**
   * How long a blob is.
   *
   * @param digest the SHA-256 that its node has signed for
   * @return empty if there is none
   * @throws IOException if that cannot be found out: then nothing is known about the blob
   */
  OptionalLong size(Sha256 digest) throws IOException, InterruptedException;

  /**
   * Opens a blob from its first byte to its last. The caller closes it, and checks what it reads.
   *
   * @param bytes its length, as {@link #size} has told it
   */
  InputStream open(Sha256 digest, long bytes) throws IOException;
}
