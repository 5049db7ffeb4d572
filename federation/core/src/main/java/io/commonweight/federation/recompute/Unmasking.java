package io.commonweight.federation.recompute;

import io.commonweight.federation.secagg.MaskedVector;
import io.commonweight.federation.secagg.Modulus;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.federation.secagg.SecAggRound;
import io.commonweight.federation.secagg.SecureSum;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adds up the vectors of one cohort window by window. If one is found to be none, or the sum cannot
 * be had, the others are read on, so that everything that is wrong is known. Not thread-safe.
 */
final class Unmasking {
  private static final int WINDOW_ELEMENTS = 1 << 16;

  private final SecAggRound session;
  private final SumFile file;
  private final Set<Fingerprint> malformed = new TreeSet<>();
  private Optional<SecureSum> sum;

  /**
   * @param sum the sum, if it can be had
   * @param file where it goes
   */
  Unmasking(SecAggRound session, Optional<SecureSum> sum, SumFile file) {
    this.session = session;
    this.sum = sum;
    this.file = file;
  }

  /** Reads all vectors to their ends. */
  void run(VectorStreams vectors) throws IOException {
    for (long offset = 0; offset < session.length(); offset += WINDOW_ELEMENTS) {
      int elements = (int) Math.min(WINDOW_ELEMENTS, session.length() - offset);
      next(offset, vectors.next(elements * session.modulus().elementBytes()));
    }
  }

  private void next(long offset, Map<Fingerprint, byte[]> windows) throws IOException {
    if (sum.isPresent()) {
      try {
        file.add(sum.get().window(offset, windows));
        return;
      } catch (SecAggException _) {
        sum = Optional.empty(); // whose window it was shows below
      }
    }
    windows.forEach(
        (node, window) -> {
          if (!isOfElements(window, session.modulus())) {
            malformed.add(node);
          }
        });
  }

  private static boolean isOfElements(byte[] window, Modulus modulus) {
    try {
      var _ = MaskedVector.decode(window, modulus);
      return true;
    } catch (SecAggException _) {
      return false;
    }
  }

  /** Whose vectors have elements that are none. */
  Set<Fingerprint> malformed() {
    return new TreeSet<>(malformed);
  }

  /** Why the sum does not count, if all vectors are what they should be; empty if it does. */
  Optional<Reason> verdict() {
    return sum.isPresent() ? file.finish() : Optional.of(Reason.UNRECOVERABLE);
  }
}
