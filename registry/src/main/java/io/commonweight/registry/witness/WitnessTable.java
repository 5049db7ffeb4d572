package io.commonweight.registry.witness;

import io.commonweight.registry.log.DurableCommits;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What the witness has cosigned last of each log: one row for each origin, which only ever grows.
 *
 * @param database where the rows are
 */
record WitnessTable(DataSource database) {

  /**
   * What was cosigned last.
   *
   * @param size its size
   * @param root its root
   * @param note the checkpoint, signed by its log and by this witness
   */
  record Last(long size, Sha256 root, SignedNote note) {}

  /** What was cosigned last of a log; empty if never anything. */
  Optional<Last> find(String origin) throws SQLException, ProofException {
    try (var connection = database.getConnection();
        var query =
            connection.prepareStatement(
                "select size, root, note from witness_checkpoint where origin = ?")) {
      query.setString(1, origin);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(last(rows)) : Optional.empty();
      }
    }
  }

  private static Last last(ResultSet rows) throws SQLException, ProofException {
    return new Last(
        rows.getLong(1),
        Sha256.ofBytes(rows.getBytes(2)),
        SignedNote.parse(rows.getString(3).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Replaces what was cosigned last, if it still has the size that the decision rests on. Two
   * requests that were both found good cannot both pass, so the log cannot be rolled back between
   * them.
   *
   * @param old that size; 0 also if there is nothing yet
   * @return whether it was replaced, durably
   */
  boolean advance(long old, Checkpoint checkpoint, SignedNote note) throws SQLException {
    try (var connection = database.getConnection();
        var upsert =
            connection.prepareStatement(
                """
                insert into witness_checkpoint (origin, size, root, note) values (?, ?, ?, ?)
                on conflict (origin) do update
                set size = excluded.size, root = excluded.root, note = excluded.note
                where witness_checkpoint.size = ?\
                """)) {
      DurableCommits.require(connection);
      upsert.setString(1, checkpoint.origin());
      upsert.setLong(2, checkpoint.size());
      upsert.setBytes(3, checkpoint.root().bytes());
      upsert.setString(4, note.encode());
      upsert.setLong(5, old);
      return upsert.executeUpdate() == 1;
    }
  }
}
