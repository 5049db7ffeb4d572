package io.commonweight.federation.secagg;

import io.commonweight.sdk.Sha256;
import java.security.MessageDigest;

/**
 * Masks a vector, window by window from the first element to the last, each once: two vectors under
 * the same masks would show their difference. Memory grows with the window.
 */
final class VectorMasker {
  private final SecAggRound round;
  private final Masks masks;
  private final MessageDigest digest = Sha256.newDigest();
  private long next;

  VectorMasker(SecAggRound round, Masks masks) {
    this.round = round;
    this.masks = masks;
  }

  /** Masks the next elements. */
  byte[] next(long[] values) {
    if (values.length > round.length() - next) {
      throw new IllegalArgumentException(
          "%d elements, %d are left".formatted(values.length, round.length() - next));
    }
    Modulus modulus = round.modulus();
    long[] window = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      window[i] = modulus.reduce(values[i]);
      if (modulus.centred(window[i]) != values[i]) {
        throw new IllegalArgumentException(
            "a value of magnitude above 2^%d".formatted(modulus.bits() - 1));
      }
    }
    masks.apply(next, window);
    next += values.length;
    byte[] bytes = MaskedVector.encode(window, modulus);
    digest.update(bytes);
    return bytes;
  }

  /** The digest of all that has been returned. */
  Sha256 finish() {
    if (next != round.length()) {
      throw new IllegalStateException(
          "%d of %d elements are masked".formatted(next, round.length()));
    }
    return Sha256.ofBytes(digest.digest());
  }
}
