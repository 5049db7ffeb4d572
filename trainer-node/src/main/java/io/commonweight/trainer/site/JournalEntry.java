package io.commonweight.trainer.site;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Update;
import java.util.HexFormat;

/** A step of a round that the site must not forget. Entries of a round follow this order. */
sealed interface JournalEntry {

  /** The id of the round. */
  Sha256 round();

  /** The round is open and this site takes part. */
  record Seen(Sha256 round, int number) implements JournalEntry {}

  /** The weights to start from were downloaded and verified. */
  record BaseVerified(Sha256 round, Sha256 weights) implements JournalEntry {}

  /** The base did so on the site's validation episodes; this statement leaves the site. */
  record Evaluated(Sha256 round, Evaluation statement) implements JournalEntry {}

  /** Training ended; its weights exist in memory only. */
  record Trained(Sha256 round, long frames, int steps) implements JournalEntry {}

  /**
   * The update is written and passed the gate: from here on the round's statement is fixed. This is
   * also the record of what leaves the site.
   *
   * @param round the round
   * @param base the weights it started from
   * @param blob the digest of the file
   * @param bytes its size
   * @param tensors how many tensors it holds
   * @param norm its squared norm, decimal
   * @param frames how many frames the update is to weigh: those trained on, or as many as the node
   *     may state
   * @param salt the secret half of the commitment, 64 hexadecimal digits
   */
  record Packed(
      Sha256 round,
      Sha256 base,
      Sha256 blob,
      long bytes,
      int tensors,
      String norm,
      long frames,
      String salt)
      implements JournalEntry {

    Bytes saltBytes() {
      return Bytes.of(HexFormat.of().parseHex(salt));
    }

    Update statement(Fingerprint node) {
      return new Update(round, base, node, Update.commit(saltBytes(), blob), frames, bytes);
    }
  }

  /** The registry holds the file. */
  record Uploaded(Sha256 round) implements JournalEntry {}

  /**
   * The statement is in the log.
   *
   * @param round the round
   * @param index where in the log
   * @param receipt the digest of the receipt's file
   */
  record Submitted(Sha256 round, long index, Sha256 receipt) implements JournalEntry {}

  /**
   * The node draws the secrets of its session of a secure round, which live in its memory alone:
   * there is never a second session of this round.
   */
  record SessionBegun(Sha256 round) implements JournalEntry {}

  /** The node's shares are in the log, so its part in a secure round is done. */
  record Revealed(Sha256 round) implements JournalEntry {}

  /** The site gave the round up. */
  record Abandoned(Sha256 round, String reason) implements JournalEntry {}
}
