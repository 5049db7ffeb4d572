package io.commonweight.sdk.log;

import io.commonweight.sdk.Bytes;
import java.util.List;

/**
 * A stretch of a log as a server tells it; nothing of it is verified yet.
 *
 * @param epoch which of the federation's logs it is of
 * @param newestEpoch which of them the federation is in now
 * @param from the index of the first entry
 * @param entries the exact bytes of the entries
 * @param checkpoint the text of a signed checkpoint
 */
public record Feed(int epoch, int newestEpoch, long from, List<Bytes> entries, String checkpoint) {
  /** Copies the list. */
  public Feed {
    entries = List.copyOf(entries);
  }
}
