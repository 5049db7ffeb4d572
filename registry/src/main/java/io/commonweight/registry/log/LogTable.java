package io.commonweight.registry.log;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statements on {@code log_entry} and {@code log_checkpoint} for one log.
 *
 * <p>Plain JDBC, because the connection itself carries the right to write: it holds the advisory
 * lock, so a writer that lost the lock has lost the connection too.
 *
 * @param log the log's name in the tables
 */
record LogTable(String log) {

  /** Takes the log's lock for the life of the connection; false if another session has it. */
  boolean tryLock(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select pg_try_advisory_lock(hashtextextended('commonweight.log.' || ?, 0))")) {
      query.setString(1, log);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /** Gives the lock back, before the connection goes back to its pool. */
  void unlock(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_advisory_unlock_all()");
    }
  }

  /** The indices of those entries that the log has already. */
  Map<EntryKey, Long> find(Connection connection, Collection<EntryKey> keys) throws SQLException {
    Map<EntryKey, Long> found = new HashMap<>();
    byte[][] digests = keys.stream().map(k -> k.signedDigest().bytes()).toArray(byte[][]::new);
    try (var query =
        connection.prepareStatement(
            """
            select signed_digest, signer, log_index from log_entry
            where log = ? and signed_digest = any(?)""")) {
      query.setString(1, log);
      query.setArray(2, connection.createArrayOf("bytea", digests));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.put(key(rows.getBytes(1), rows.getBytes(2)), rows.getLong(3));
        }
      }
    }
    return found;
  }

  /** At most {@code limit} entries from an index on, in order. */
  List<LogEntry> read(Connection connection, long from, int limit) throws SQLException {
    List<LogEntry> entries = new ArrayList<>();
    try (var query =
        connection.prepareStatement(
            """
            select log_index, entry, leaf_hash, signed_digest, signer from log_entry
            where log = ? and log_index >= ? order by log_index limit ?""")) {
      query.setString(1, log);
      query.setLong(2, from);
      query.setInt(3, limit);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          entries.add(entry(rows));
        }
      }
    }
    return entries;
  }

  private static LogEntry entry(ResultSet rows) throws SQLException {
    return new LogEntry(
        rows.getLong(1),
        Bytes.of(rows.getBytes(2)),
        Sha256.ofBytes(rows.getBytes(3)),
        key(rows.getBytes(4), rows.getBytes(5)));
  }

  private static EntryKey key(byte[] signedDigest, byte[] signer) {
    return new EntryKey(Sha256.ofBytes(signedDigest), new Fingerprint(Sha256.ofBytes(signer)));
  }

  /** Adds entries. An index that is taken is an error: somebody else writes this log. */
  void insert(Connection connection, List<LogEntry> entries) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            insert into log_entry (log, log_index, entry, leaf_hash, signed_digest, signer)
            values (?, ?, ?, ?, ?, ?)""")) {
      for (LogEntry entry : entries) {
        insert.setString(1, log);
        insert.setLong(2, entry.index());
        insert.setBytes(3, entry.data().toArray());
        insert.setBytes(4, entry.leaf().bytes());
        insert.setBytes(5, entry.key().signedDigest().bytes());
        insert.setBytes(6, entry.key().signer().bytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The signed note that covers all entries; empty while there was never one. */
  Optional<String> checkpoint(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("select note from log_checkpoint where log = ?")) {
      query.setString(1, log);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  /** Replaces the signed note. */
  void storeCheckpoint(Connection connection, String note) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            insert into log_checkpoint (log, note) values (?, ?)
            on conflict (log) do update set note = excluded.note""")) {
      update.setString(1, log);
      update.setString(2, note);
      update.executeUpdate();
    }
  }

  /** The newest witnessed note; empty while there was never one. */
  Optional<String> witnessed(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("select note from log_witnessed where log = ?")) {
      query.setString(1, log);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  /** Replaces the witnessed note, unless it is of a greater size. */
  boolean storeWitnessed(Connection connection, long size, String note) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            insert into log_witnessed (log, size, note) values (?, ?, ?)
            on conflict (log) do update set size = excluded.size, note = excluded.note
            where log_witnessed.size <= excluded.size""")) {
      update.setString(1, log);
      update.setLong(2, size);
      update.setString(3, note);
      return update.executeUpdate() == 1;
    }
  }
}
