package io.commonweight.federation.service.publish;

import io.commonweight.federation.round.Logged;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Aggregate;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Checks that those who stated an aggregate had its bytes, and did not repeat a digest. */
final class OutputProofs {
  private static final int BUFFER_BYTES = 1 << 16;

  private OutputProofs() {}

  /**
   * The aggregates whose proof holds.
   *
   * @param aggregates statements of the same output
   * @param weights that output, read to its end once; the caller closes it
   */
  static List<Logged<Aggregate>> holding(List<Logged<Aggregate>> aggregates, InputStream weights)
      throws IOException {
    List<MessageDigest> digests =
        aggregates.stream().map(a -> Aggregate.newOutputProof(a.signer())).toList();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = weights.read(buffer); read >= 0; read = weights.read(buffer)) {
      for (MessageDigest digest : digests) {
        digest.update(buffer, 0, read);
      }
    }
    List<Logged<Aggregate>> holding = new ArrayList<>();
    for (int i = 0; i < aggregates.size(); i++) {
      if (Sha256.ofBytes(digests.get(i).digest())
          .equals(aggregates.get(i).statement().outputProof())) {
        holding.add(aggregates.get(i));
      }
    }
    return holding;
  }
}
