package io.commonweight.federation.round;

import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Cut;
import java.util.Optional;

/**
 * The log that a federation is in. Places count on across epochs; each log counts its own entries
 * from 0.
 *
 * @param number counts the logs, from 1
 * @param start the place of the log's first entry
 * @param follows the checkpoint at which the log before was left, which is the first entry of this
 *     one; absent in epoch 1
 */
public record Epoch(int number, long start, Optional<Checkpoint> follows) {
  /** The log a federation is founded in. */
  static final Epoch FIRST = new Epoch(1, 0, Optional.empty());

  /** Whether a charter that names this log is in force. */
  boolean isSettled(Charter charter) {
    return charter.log().epoch() == number;
  }

  /** Whether a charter would make this the federation's log. */
  boolean isMovedHereBy(Charter charter) {
    return charter.log().epoch() == number
        && charter.log().after().equals(follows.map(last -> new Cut(last.size(), last.root())));
  }
}
