package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.federation.secagg.Survivors.Survivor;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * A sum computed from the first element to the last, while the masked vectors are hashed: what it
 * returned is the sum only once {@link #finish} has returned. Memory grows with the window. Not
 * thread-safe.
 */
public final class SecureSumStream {
  private final SecureSum sum;
  private final Map<Fingerprint, MessageDigest> digests = new HashMap<>();
  private long next;

  /** Begins with the first element. */
  public SecureSumStream(SecureSum sum) {
    this.sum = sum;
    sum.survivors().nodes().forEach(s -> digests.put(s.node(), Sha256.newDigest()));
  }

  /**
   * The sums of the next window.
   *
   * @throws SecAggException as {@link SecureSum#window}
   */
  public long[] next(Map<Fingerprint, byte[]> windows) throws SecAggException {
    long[] window = sum.window(next, windows);
    digests.forEach((node, digest) -> digest.update(windows.get(node)));
    next += window.length;
    return window;
  }

  /**
   * Checks that these were the vectors signed for.
   *
   * @throws SecAggException WRONG_VECTOR if elements are missing, or a vector has another digest
   */
  public void finish() throws SecAggException {
    if (next != sum.round().length()) {
      throw new SecAggException(
          Reason.WRONG_VECTOR, "%d of %d elements".formatted(next, sum.round().length()));
    }
    for (Survivor survivor : sum.survivors().nodes()) {
      MessageDigest digest = digests.remove(survivor.node());
      if (digest == null || !Sha256.ofBytes(digest.digest()).equals(survivor.vector())) {
        throw new SecAggException(
            Reason.WRONG_VECTOR,
            "the masked vector of %s is not the one it signed for"
                .formatted(survivor.node().abbreviated()));
      }
    }
  }
}
