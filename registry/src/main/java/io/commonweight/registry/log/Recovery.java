package io.commonweight.registry.log;

import io.commonweight.federation.round.FederationState;
import io.commonweight.registry.federation.Federation;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.LogGrowth;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log back: every entry is hashed, verified and applied anew, nothing stored is believed.
 */
final class Recovery {
  private static final int PAGE = 1024;

  private final Federation federation;
  private final TileStore tiles;
  private final Connection connection;
  private final KeySets keySets;
  private final LogTable table;

  private final Optional<LogView> before;

  private FederationState state;
  private long size;
  private Sha256 root = MerkleTree.EMPTY_ROOT;

  /**
   * A log to read back.
   *
   * @param before the log that it follows, as it was left
   */
  Recovery(
      Federation federation,
      TileStore tiles,
      Connection connection,
      KeySets keySets,
      Optional<LogView> before) {
    this.before = before;
    this.federation = federation;
    this.tiles = tiles;
    this.connection = connection;
    this.keySets = keySets;
    this.table = new LogTable(federation.logName());
    this.state = start(federation, before);
  }

  /**
   * The log up to its checkpoint, with all its tiles in place.
   *
   * @return empty if there is no checkpoint, and no entry either
   */
  Optional<LogView> run()
      throws SQLException, IOException, ProofException, InconsistentLogException {
    Optional<String> stored = table.checkpoint(connection);
    Optional<byte[]> published = tiles.checkpoint();
    if (published.isPresent()) {
      // Another copy, which an old backup of the database does not take back.
      String text = new String(published.get(), StandardCharsets.UTF_8);
      Checkpoint earlier = open(text, "published");
      replay(earlier.size());
      require(earlier, "published");
    }
    replay(Long.MAX_VALUE);
    if (stored.isEmpty()) {
      require(Checkpoint.empty(federation.origin()), "empty");
      return Optional.empty();
    }
    Checkpoint checkpoint = open(stored.get(), "stored");
    require(checkpoint, "stored");
    SignedNote note = note(stored.get(), "stored");
    if (!published.map(Bytes::of).equals(Optional.of(Bytes.of(note.bytes())))) {
      tiles.writeCheckpoint(note.bytes());
    }
    return Optional.of(new LogView(checkpoint, note, state));
  }

  /** What is known before the first statement of a log. */
  static FederationState start(Federation federation, Optional<LogView> before) {
    return before
        .map(left -> left.state().moved(left.checkpoint()))
        .orElseGet(() -> FederationState.founding(federation.founding()));
  }

  /**
   * The log as far as it counts, the federation having left it.
   *
   * @param last what counts
   * @param witnessed the newest checkpoint here that enough witnesses have cosigned
   */
  LogView leave(Checkpoint last, SignedNote witnessed)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    replay(last.size());
    require(last, "last");
    Checkpoint signed = state.directory().inForce().witnessPolicy().verify(witnessed).checkpoint();
    if (!signed.equals(last)) {
      throw inconsistent(
          "%d entries were witnessed, the next charter goes on from %d"
              .formatted(signed.size(), last.size()));
    }
    return new LogView(last, witnessed, state);
  }

  private void replay(long end)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    while (size < end) {
      int limit = (int) Math.min(PAGE, end - size);
      List<LogEntry> page = table.read(connection, size, limit);
      if (page.isEmpty()) {
        return;
      }
      long grownFrom = size;
      for (LogEntry entry : page) {
        state = apply(entry);
        size++;
      }
      List<byte[]> data = page.stream().map(LogEntry::data).map(Bytes::toArray).toList();
      LogGrowth growth = LogGrowth.append(grownFrom, tiles, data);
      tiles.complete(growth.tiles());
      root = growth.root();
    }
  }

  private FederationState apply(LogEntry entry) throws IOException, InconsistentLogException {
    if (entry.index() != size) {
      throw inconsistent("entry %d follows entry %d".formatted(entry.index(), size - 1));
    }
    if (!MerkleTree.leafHash(entry.data().toArray()).equals(entry.leaf())) {
      throw inconsistent("entry %d does not have its stored leaf hash".formatted(entry.index()));
    }
    if (size == 0 && before.isPresent()) {
      return first(entry, before.get());
    }
    try {
      SignedStatement statement =
          state.directory().verify(Envelope.parse(entry.data().toArray()), keySets);
      if (!EntryKey.of(statement).equals(entry.key())) {
        throw inconsistent("entry %d is stored under another key".formatted(entry.index()));
      }
      return state.apply(state.size(), statement);
    } catch (RefusedException e) {
      if (e.refusal().code() == Refusal.Code.UNKNOWN_KEYS) {
        throw new IOException("entry " + entry.index() + ": " + e.getMessage(), e);
      }
      throw invalid(entry, e);
    } catch (JsonException | IllegalArgumentException e) {
      throw invalid(entry, e);
    }
  }

  private FederationState first(LogEntry entry, LogView left) throws InconsistentLogException {
    if (!entry.equals(LogEntry.following(left.note()))) {
      throw inconsistent("its first entry is not the checkpoint at which the log before was left");
    }
    return state;
  }

  private InconsistentLogException invalid(LogEntry entry, Exception cause) {
    return inconsistent(
        "entry %d is not valid: %s".formatted(entry.index(), String.valueOf(cause.getMessage())));
  }

  private void require(Checkpoint checkpoint, String which) throws InconsistentLogException {
    if (checkpoint.size() != size || !checkpoint.root().equals(root)) {
      throw inconsistent(
          "the entries have size %d and root %s, the %s checkpoint has size %d and root %s"
              .formatted(size, root, which, checkpoint.size(), checkpoint.root()));
    }
  }

  private Checkpoint open(String text, String which) throws InconsistentLogException {
    try {
      return Checkpoint.open(note(text, which), federation.logKey());
    } catch (ProofException e) {
      throw inconsistent("the %s checkpoint: %s".formatted(which, String.valueOf(e.getMessage())));
    }
  }

  private SignedNote note(String text, String which) throws InconsistentLogException {
    try {
      return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (ProofException e) {
      throw inconsistent("the %s checkpoint: %s".formatted(which, String.valueOf(e.getMessage())));
    }
  }

  private InconsistentLogException inconsistent(String message) {
    return new InconsistentLogException("log " + federation.logName() + ": " + message);
  }
}
