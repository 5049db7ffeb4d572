package io.commonweight.cli.log;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.ProofException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges the entries of one log after the other, as they are read: of each log the federation left,
 * those before the cut.
 *
 * <p>A log that follows another means something only once its charter is ratified, so the votes for
 * it are kept until there are enough.
 */
final class LogsReplay {
  /** More than a federation has votes. */
  private static final int MOST_VOTES = 256;

  private final Replay replay;
  private final List<Bytes> votes = new ArrayList<>();
  private int epoch;
  private String checkpoint = "";
  private long end;

  LogsReplay(Replay replay) {
    this.replay = replay;
  }

  /**
   * Begins the next log.
   *
   * @param note its newest checkpoint
   * @param size how many of its entries count
   */
  void begin(String note, long size) {
    epoch++;
    checkpoint = note;
    end = size;
    votes.clear();
  }

  /** What was verified so far. */
  Replay replay() {
    return replay;
  }

  /**
   * Judges the next entry.
   *
   * @throws ProofException if it cannot be believed
   */
  void take(long index, byte[] entry) throws IOException, ProofException {
    if (index >= end) {
      return;
    }
    if (replay.log().epoch() == epoch) {
      replay.take(feed(index, List.of(Bytes.of(entry))), _ -> {});
      return;
    }
    votes.add(Bytes.of(entry));
    if (votes.size() == Math.min(end, MOST_VOTES)) {
      ratify();
    }
  }

  private void ratify() throws ProofException {
    try {
      replay.take(feed(0, votes), _ -> {});
    } catch (IOException e) {
      throw new ProofException("log " + epoch, String.valueOf(e.getMessage()));
    }
  }

  private Feed feed(long from, List<Bytes> entries) {
    return new Feed(epoch, epoch, from, entries, checkpoint);
  }
}
