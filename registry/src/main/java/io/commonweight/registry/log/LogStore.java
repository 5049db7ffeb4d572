package io.commonweight.registry.log;

import io.commonweight.federation.round.FederationState;
import io.commonweight.registry.federation.Federation;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.LogGrowth;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TiledTree;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The right to continue a log, and its durable state. One process has it at a time: the advisory
 * lock belongs to the connection that all writes go through.
 *
 * <p>An append is one transaction of the entries and the signed checkpoint that covers them. Tiles
 * follow from the entries and are written before the signature; those that a crash left out, or
 * that an append left behind which came to nothing, are put right when the log is opened.
 *
 * <p>Not thread-safe. After an exception it must be closed and opened again.
 */
public final class LogStore implements AutoCloseable {
  private static final int ALIVE_SECONDS = 2;

  private final Federation federation;
  private final LogTable table;
  private final TileStore tiles;
  private final Connection connection;
  private final Optional<LogView> before;
  private Optional<LogView> view;

  private LogStore(
      Federation federation,
      TileStore tiles,
      Connection connection,
      Optional<LogView> before,
      Optional<LogView> view) {
    this.before = before;
    this.federation = federation;
    this.table = new LogTable(federation.logName());
    this.tiles = tiles;
    this.connection = connection;
    this.view = view;
  }

  /**
   * Opens a log: checks every stored entry against the stored checkpoint, and derives what its
   * tiles lack.
   *
   * @param before the log that it follows, as it was left
   * @return empty if another process has the log open
   * @throws InconsistentLogException if what is stored contradicts itself
   */
  static Optional<LogStore> open(
      DataSource source,
      Federation federation,
      TileStore tiles,
      KeySets keySets,
      Optional<LogView> before)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    Connection connection = source.getConnection();
    boolean opened = false;
    try {
      if (!new LogTable(federation.logName()).tryLock(connection)) {
        return Optional.empty();
      }
      DurableCommits.require(connection);
      connection.setAutoCommit(false);
      if (tiles.isForked()) {
        throw new InconsistentLogException(
            "log " + federation.logName() + " was forked; compare the notes under fork/");
      }
      var recovery = new Recovery(federation, tiles, connection, keySets, before);
      var store = new LogStore(federation, tiles, connection, before, recovery.run());
      connection.commit();
      opened = true;
      return Optional.of(store);
    } finally {
      if (!opened) {
        giveUp(connection, new LogTable(federation.logName()));
      }
    }
  }

  /** Under what name the log is stored. */
  String logName() {
    return federation.logName();
  }

  /** The log as it is stored; empty while it has no checkpoint. */
  public Optional<LogView> view() {
    return view;
  }

  /** What the entries mean so far. */
  public FederationState state() {
    return view.map(LogView::state).orElseGet(() -> Recovery.start(federation, before));
  }

  /** How many entries are stored. */
  public long size() {
    return view.map(LogView::size).orElse(0L);
  }

  /** Whether this process still has the right to write. */
  boolean isAlive() throws SQLException {
    return connection.isValid(ALIVE_SECONDS);
  }

  /** The indices of those statements that are logged already. */
  Map<EntryKey, Long> find(Collection<EntryKey> keys) throws SQLException {
    Map<EntryKey, Long> found = table.find(connection, keys);
    connection.commit();
    return found;
  }

  /**
   * What entries would make of the log; nothing is written.
   *
   * @param entries exact bytes, in order
   */
  public LogGrowth grow(List<Bytes> entries) throws IOException, ProofException {
    requireIntactTiles();
    return LogGrowth.append(size(), tiles, entries.stream().map(Bytes::toArray).toList());
  }

  /**
   * The statements among the next entries: all of them, but the first of a log that follows
   * another, which {@link #append} brings itself.
   *
   * @throws InconsistentLogException if that one is another checkpoint than the log before has
   */
  public List<Bytes> withoutFirst(List<Bytes> entries) throws InconsistentLogException {
    if (size() > 0 || before.isEmpty() || entries.isEmpty()) {
      return entries;
    }
    if (!entries.getFirst().equals(Bytes.of(before.get().note().bytes()))) {
      throw new InconsistentLogException(
          "log %s begins with another checkpoint than the last of the log before"
              .formatted(federation.logName()));
    }
    return entries.subList(1, entries.size());
  }

  /** Signs the checkpoint of a grown log, or brings the note that its origin signed. */
  @FunctionalInterface
  public interface Signer {
    /** The signed checkpoint. */
    SignedNote sign(Checkpoint grown);
  }

  /**
   * Appends admitted statements, at first after the checkpoint of the log that this one follows.
   * What is signed is what the database and the tiles say when they are read back: a fault between
   * memory and disk ends in no signature.
   *
   * @param statements in order; may be empty
   * @param next the state after them
   * @param signer asked only once all bytes have been read back
   * @return the log afterwards; entries and note are durable
   * @throws InconsistentLogException if something is not stored as it was written, or the note is
   *     not that of the grown log; nothing is appended
   */
  public LogView append(List<SignedStatement> statements, FederationState next, Signer signer)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    List<Bytes> stored = insert(statements);
    LogGrowth growth = grow(stored);
    tiles.write(growth.tiles());
    var checkpoint = new Checkpoint(federation.origin(), growth.size(), growth.root());
    SignedNote note = requireNoteOf(checkpoint, signer.sign(checkpoint));
    table.storeCheckpoint(connection, note.encode());
    connection.commit();
    // From here on the entries are logged, whatever happens to the rest.
    LogView grown = new LogView(checkpoint, note, next);
    view = Optional.of(grown);
    tiles.writeCheckpoint(note.bytes());
    return grown;
  }

  /** Inserts statements and reads back what the database has made of them. */
  private List<Bytes> insert(List<SignedStatement> statements)
      throws SQLException, InconsistentLogException {
    long size = size();
    List<LogEntry> entries = new ArrayList<>();
    if (size == 0) {
      before.map(LogView::note).map(LogEntry::following).ifPresent(entries::add);
    }
    for (SignedStatement statement : statements) {
      entries.add(LogEntry.of(size + entries.size(), statement));
    }
    table.insert(connection, entries);
    List<LogEntry> stored = table.read(connection, size, entries.size() + 1);
    if (!stored.equals(entries)) {
      throw new InconsistentLogException(
          "log %s: the entries from %d on are not stored as they were written"
              .formatted(federation.logName(), size));
    }
    return stored.stream().map(LogEntry::data).toList();
  }

  private SignedNote requireNoteOf(Checkpoint grown, SignedNote note)
      throws ProofException, InconsistentLogException {
    Checkpoint signed = Checkpoint.open(note, federation.logKey());
    if (!signed.equals(grown)) {
      throw new InconsistentLogException(
          "log %s: %s was signed for %s".formatted(federation.logName(), signed, grown));
    }
    return note;
  }

  /** The root of the first so many entries, at most all there are, from the tiles. */
  public Sha256 rootAt(long size) throws IOException, ProofException {
    return new TiledTree(size, size(), tiles).root();
  }

  /** Whether a fork was kept and nobody has removed it. */
  public boolean isForked() throws IOException {
    return tiles.isForked();
  }

  /** The new root rests on the tiles at the right edge: they must give the old root. */
  private void requireIntactTiles() throws IOException, ProofException {
    if (view.isPresent()) {
      Checkpoint last = view.get().checkpoint();
      Sha256 root = new TiledTree(last.size(), tiles).root();
      if (!root.equals(last.root())) {
        throw new ProofException("tiles", "they have root " + root + ", not " + last.root());
      }
    }
  }

  /** Gives up the right to write. */
  @Override
  public void close() throws SQLException {
    giveUp(connection, table);
  }

  /** A session that keeps the lock must not go back to the pool: then it is cut off. */
  private static void giveUp(Connection connection, LogTable table) throws SQLException {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      table.unlock(connection);
      connection.commit();
    } catch (SQLException e) {
      connection.abort(Runnable::run);
    } finally {
      connection.close();
    }
  }
}
