package io.commonweight.registry.log;

import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.federation.Federation.Elsewhere;
import io.commonweight.registry.federation.Federation.Here;
import io.commonweight.registry.federation.Federation.Left;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.LogGrowth;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Charter.Cut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A log that its federation has left, up to the cut that the charter of the next one names. The cut
 * has its root, so what a registry lacks it may fetch from anybody.
 */
final class Departure {
  private final Federation federation;
  private final DataSource database;
  private final TileStore tiles;
  private final KeySets keySets;
  private final Optional<LogView> before;
  private final Cut cut;

  /**
   * A log that was left.
   *
   * @param before the log that it followed itself, as that was left
   */
  Departure(
      Federation federation,
      DataSource database,
      TileStore tiles,
      KeySets keySets,
      Optional<LogView> before) {
    this.federation = federation;
    this.database = database;
    this.tiles = tiles;
    this.keySets = keySets;
    this.before = before;
    this.cut =
        switch (federation.sequencing()) {
          case Left(Cut at) -> at;
          case Here _, Elsewhere _ ->
              throw new IllegalArgumentException(federation.logName() + " goes on");
        };
  }

  /** Whether entries before the cut are not here, or no witnessed checkpoint that covers them. */
  boolean isIncomplete(Optional<SignedNote> witnessed) throws SQLException, ProofException {
    if (witnessed.isEmpty() || Checkpoint.parse(witnessed.get().text()).size() < cut.size()) {
      return true;
    }
    var table = new LogTable(federation.logName());
    try (Connection connection = database.getConnection()) {
      return table.read(connection, cut.size() - 1, 1).isEmpty();
    }
  }

  /**
   * Fetches and stores what is lacking before the cut.
   *
   * @return the checkpoint of the cut, as enough witnesses have cosigned it
   * @throws IOException if it cannot be had, or is not what the cut says: ask again
   */
  SignedNote complete(EarlierEntries elsewhere)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    try (LogStore store =
        LogStore.open(database, federation, tiles, keySets, before)
            .orElseThrow(() -> new IOException("another process has " + federation.logName()))) {
      long size = store.size();
      Feed feed = elsewhere.from(federation.epoch(), Math.min(size, cut.size()));
      SignedNote note = SignedNote.parse(feed.checkpoint().getBytes(StandardCharsets.UTF_8));
      if (!Checkpoint.open(note, federation.logKey()).equals(last())) {
        throw new IOException(
            "%s was left at %d entries, and another checkpoint of it was sent"
                .formatted(federation.logName(), cut.size()));
      }
      if (size < cut.size()) {
        append(store, entries(feed, elsewhere), note);
      }
      return note;
    }
  }

  private List<Bytes> entries(Feed first, EarlierEntries elsewhere) throws IOException {
    List<Bytes> entries = new ArrayList<>(first.entries());
    while (first.from() + entries.size() < cut.size()) {
      List<Bytes> more =
          elsewhere.from(federation.epoch(), first.from() + entries.size()).entries();
      if (more.isEmpty()) {
        throw new IOException("entries of " + federation.logName() + " are held back");
      }
      entries.addAll(more);
    }
    return entries.subList(0, (int) (cut.size() - first.from()));
  }

  private void append(LogStore store, List<Bytes> entries, SignedNote note)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    LogGrowth growth = store.grow(entries);
    if (!growth.root().equals(cut.root())) {
      throw new IOException(
          "%d entries of %s give root %s, it was left at %s"
              .formatted(growth.size(), federation.logName(), growth.root(), cut.root()));
    }
    ForeignEntries verified = ForeignEntries.verify(store, entries, keySets);
    store.append(verified.statements(), verified.after(), _ -> note);
  }

  /**
   * The log as far as it counts, read back.
   *
   * @param witnessed the newest checkpoint here that enough witnesses have cosigned
   */
  LogView read(SignedNote witnessed)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    try (Connection connection = database.getConnection()) {
      return new Recovery(federation, tiles, connection, keySets, before).leave(last(), witnessed);
    }
  }

  private Checkpoint last() {
    return new Checkpoint(federation.origin(), cut.size(), cut.root());
  }
}
