package io.commonweight.trainer.site;

import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.weights.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The proofs that what a site has submitted is in the log.
 *
 * @param folder where they are kept
 * @param journal where it is noted that there is one
 * @param listener who hears of it
 */
record Receipts(Path folder, Journal journal, SiteListener listener) {

  static Receipts of(SiteParts parts) {
    return new Receipts(
        parts.settings().state().resolve("receipts"), parts.journal(), parts.listener());
  }

  /**
   * Keeps the proof of a round, durably.
   *
   * @param bytes how many bytes the round was given
   */
  void keep(Round round, LogProof receipt, long bytes) throws IOException {
    Path file = folder.resolve("round-%06d.tlog".formatted(round.number()));
    Files.createDirectories(folder);
    DurableFile.write(file, channel -> channel.write(ByteBuffer.wrap(receipt.bytes())));
    long index = receipt.inclusion().index();
    journal.append(new JournalEntry.Submitted(round.id(), index, Sha256.of(receipt.bytes())));
    listener.on(new SiteEvent.Submitted(round.number(), index, bytes));
  }
}
