package io.commonweight.registry.log;

import io.commonweight.sdk.log.Feed;
import java.io.IOException;

/** Where the entries of a log can be had that a federation has left. */
@FunctionalInterface
public interface EarlierEntries {
  /** Nowhere: a log is gone on with only where all of it is. */
  EarlierEntries NONE =
      (epoch, from) -> {
        throw new IOException(
            "log %d is not here from entry %d on, or not its last witnessed checkpoint: another mirror must go on with it"
                .formatted(epoch, from));
      };

  /**
   * The entries of a log from an index on, as somebody tells them; nothing of it is believed.
   *
   * @param epoch the log's number
   */
  Feed from(int epoch, long from) throws IOException;
}
