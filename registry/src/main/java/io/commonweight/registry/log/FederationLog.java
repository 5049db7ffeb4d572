package io.commonweight.registry.log;

import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.log.LogCondition.Halted;
import io.commonweight.registry.log.LogCondition.Serving;
import io.commonweight.registry.log.LogCondition.Waiting;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.registry.problem.RegistryException.Unavailable;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.log.TiledTree;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A federation's log as it is read: the newest published view, and everything below it.
 *
 * <p>Thread-safe. One writer publishes; any number of readers wait on virtual threads.
 */
public final class FederationLog {
  private static final int MAX_RECENT = 64;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Federation federation;
  private final DataSource database;
  private final TileStore tiles;
  private final LogTable table;
  private final KeySets keySets;
  private final Optional<FederationLog> before;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile @Nullable LogView view;
  private volatile @Nullable SignedNote witnessed;
  private volatile @Nullable LogView witnessedView;

  /** The newest views: to one of them the next cosignatures belong. Guarded by the lock. */
  private final Deque<LogView> recent = new ArrayDeque<>();

  private volatile LogCondition condition = new Waiting("the log is being opened");

  FederationLog(Federation federation, DataSource database, TileStore tiles, KeySets keySets) {
    this.federation = federation;
    this.database = database;
    this.tiles = tiles;
    this.table = new LogTable(federation.logName());
    this.keySets = keySets;
    this.before =
        federation
            .before()
            .map(left -> new FederationLog(left, database, tiles.before(left), keySets));
  }

  /** The log that this one follows. */
  public Optional<FederationLog> before() {
    return before;
  }

  /** Whose log it is. */
  public Federation federation() {
    return federation;
  }

  /**
   * This log or one before it, by its number.
   *
   * @throws NotFound if there is no such log here
   */
  public FederationLog of(int epoch) {
    if (federation.epoch() == epoch) {
      return this;
    }
    return before
        .map(earlier -> earlier.of(epoch))
        .orElseThrow(() -> new NotFound("log", Integer.toString(epoch)));
  }

  /** The newest log whose charter is in force: this one, or the one it is to follow. */
  public FederationLog ratified() {
    boolean isRatified = viewIfAny().filter(v -> v.state().isSettled()).isPresent();
    return isRatified ? this : before.orElse(this);
  }

  /** The keys of its charters that are here. */
  public KeySets keySets() {
    return keySets;
  }

  /** How it fares. */
  public LogCondition condition() {
    return condition;
  }

  /**
   * The newest view.
   *
   * @throws Unavailable if there is none yet
   */
  public LogView view() {
    LogView current = view;
    if (current == null) {
      throw unavailable();
    }
    return current;
  }

  /** The newest view, if there is one. */
  public Optional<LogView> viewIfAny() {
    return Optional.ofNullable(view);
  }

  /**
   * Fails unless the log is continued now.
   *
   * @throws Unavailable with the reason
   */
  public void requireServing() {
    if (!(condition instanceof Serving)) {
      throw unavailable();
    }
  }

  /** Waits until the log has more than {@code size} entries, or until the time is over. */
  public Optional<LogView> await(long size, Duration wait) throws InterruptedException {
    await(() -> viewIfAny().filter(shown -> shown.size() > size).isPresent(), wait);
    return viewIfAny();
  }

  private boolean await(BooleanSupplier condition, Duration wait) throws InterruptedException {
    long nanos = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (nanos > 0 && !condition.getAsBoolean()) {
        nanos = changed.awaitNanos(nanos);
      }
      return condition.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  /** Up to {@code limit} entries from an index on, all of them below the size of a view. */
  public List<Bytes> entries(LogView covering, long from, int limit) {
    int most = Math.clamp(covering.size() - from, 0, limit);
    if (most == 0) {
      return List.of();
    }
    try (Connection connection = database.getConnection()) {
      return table.read(connection, from, most).stream().map(LogEntry::data).toList();
    } catch (SQLException e) {
      throw new IllegalStateException("reading entries of log " + federation.logName(), e);
    }
  }

  /** The index of exactly this entry, if a view covers it. */
  Optional<Long> find(LogView covering, Envelope entry) {
    Bytes bytes = Bytes.of(entry.encode());
    try (Connection connection = database.getConnection()) {
      return table.find(connection, List.of(EntryKey.claimed(entry))).values().stream()
          .filter(index -> entries(covering, index, 1).contains(bytes))
          .findFirst();
    } catch (JsonException e) {
      return Optional.empty();
    } catch (SQLException e) {
      throw new IllegalStateException("looking for an entry of log " + federation.logName(), e);
    }
  }

  /**
   * The proof that an entry is in the log at its newest checkpoint.
   *
   * @throws NotFound if there is no such entry
   */
  public LogProof proof(long index) {
    return proof(view(), index);
  }

  /**
   * The proof that an entry is in the log at a checkpoint.
   *
   * @throws NotFound if there is no such entry
   */
  public LogProof proof(LogView covering, long index) {
    if (index < 0 || index >= covering.size()) {
      throw new NotFound("entry", Long.toString(index));
    }
    try {
      InclusionProof inclusion = new TiledTree(covering.size(), tiles).inclusion(index);
      return new LogProof(inclusion, note(covering));
    } catch (ProofException e) {
      throw new IllegalStateException("tiles of log " + federation.logName(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entry at a place, counted over all logs of the federation; below the end of a view. */
  public Bytes entryAt(LogView covering, long place) {
    long start = covering.state().epoch().start();
    if (place < start) {
      FederationLog earlier = before.orElseThrow();
      return earlier.entryAt(earlier.view(), place);
    }
    return entries(covering, place - start, 1).getFirst();
  }

  /**
   * A tile that some view covers. Its content never changes: a partial one is the beginning of the
   * widest there is, so what an append left behind that came to nothing is never served.
   *
   * @return empty if the log is too small to have it
   */
  public Optional<byte[]> tile(TilePath path) {
    try {
      return new ServedTiles(viewIfAny().map(LogView::size).orElse(0L), tiles).read(path);
    } catch (ProofException e) {
      throw new IllegalStateException("tiles of log " + federation.logName(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens the store that continues this log. All that counts of the logs before it must be here.
   *
   * @param charterKeys where the keys of its charters are looked up
   * @return empty if another process has it open
   * @throws InconsistentLogException if what is stored contradicts itself
   */
  public Optional<LogStore> open(KeySets charterKeys)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    return open(charterKeys, EarlierEntries.NONE);
  }

  /**
   * Opens the store that continues this log.
   *
   * @param elsewhere where what is lacking of the logs before it is fetched
   */
  public Optional<LogStore> open(KeySets charterKeys, EarlierEntries elsewhere)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    Optional<LogView> left = leaveBefore(charterKeys, elsewhere);
    Optional<LogStore> opened = LogStore.open(database, federation, tiles, charterKeys, left);
    readWitnessed();
    return opened;
  }

  private Optional<LogView> leaveBefore(KeySets charterKeys, EarlierEntries elsewhere)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    return before.isPresent()
        ? Optional.of(before.get().leave(charterKeys, elsewhere))
        : Optional.empty();
  }

  /** Reads this log back as far as it counts, since the federation has left it. */
  private LogView leave(KeySets charterKeys, EarlierEntries elsewhere)
      throws SQLException, IOException, ProofException, InconsistentLogException {
    Optional<LogView> left = leaveBefore(charterKeys, elsewhere);
    readWitnessed();
    var departure = new Departure(federation, database, tiles, charterKeys, left);
    if (departure.isIncomplete(witnessed())) {
      publishWitnessed(departure.complete(elsewhere));
    }
    LogView last = departure.read(witnessed().orElseThrow());
    publish(last);
    state(new Serving());
    return last;
  }

  private void readWitnessed() throws SQLException, ProofException {
    try (Connection connection = database.getConnection()) {
      Optional<String> stored = table.witnessed(connection);
      if (stored.isPresent()) {
        SignedNote note = SignedNote.parse(stored.get().getBytes(StandardCharsets.UTF_8));
        change(() -> showWitnessed(note));
      }
    }
  }

  /** Of the newest views, the one that a note is of is shown with its lines. */
  private void showWitnessed(SignedNote note) {
    witnessed = note;
    for (LogView shown : recent) {
      if (shown.note().text().equals(note.text())) {
        witnessedView = new LogView(shown.checkpoint(), note, shown.state());
      }
    }
  }

  /** The newest checkpoint that enough witnesses have cosigned, with their lines. */
  public Optional<SignedNote> witnessed() {
    return Optional.ofNullable(witnessed);
  }

  /** The signed note of a view, with the witnesses' lines if they have cosigned it by now. */
  public SignedNote note(LogView covering) {
    return witnessed()
        .filter(note -> note.text().equals(covering.note().text()))
        .orElse(covering.note());
  }

  /**
   * The newest view that enough witnesses have cosigned, once it covers an entry.
   *
   * @param wait how long its cosignatures are waited for
   * @return that view, or the newest if the time is over
   */
  public LogView awaitWitnessed(long index, Duration wait) throws InterruptedException {
    await(() -> witnessed(index).isPresent(), wait);
    return witnessed(index).orElseGet(this::view);
  }

  private Optional<LogView> witnessed(long index) {
    LogView cosigned = witnessedView;
    return cosigned != null && index < cosigned.state().size()
        ? Optional.of(cosigned)
        : Optional.empty();
  }

  private static long size(SignedNote note) {
    try {
      return Checkpoint.parse(note.text()).size();
    } catch (ProofException e) {
      throw new IllegalStateException("a witnessed checkpoint does not parse", e);
    }
  }

  /**
   * Keeps a witnessed checkpoint durably and shows it, unless a later one is there.
   *
   * @param note a verified checkpoint of this log, with enough verified cosignatures
   */
  public void publishWitnessed(SignedNote note) throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (table.storeWitnessed(connection, size(note), note.encode())) {
        change(() -> showWitnessed(note));
      }
    }
  }

  /** Shows a new view to all readers. */
  public void publish(LogView grown) {
    change(
        () -> {
          view = grown;
          recent.addLast(grown);
          if (recent.size() > MAX_RECENT) {
            recent.removeFirst();
          }
          witnessed().ifPresent(this::showWitnessed);
        });
  }

  /**
   * The log at its newest checkpoint, as tiles from which proofs are built; any earlier size too.
   */
  public TiledTree treeAt(LogView covering, long size) {
    return new TiledTree(size, covering.size(), tiles);
  }

  /** States how the log fares. A halted log stays halted. */
  public void state(LogCondition now) {
    change(() -> condition = condition instanceof Halted ? condition : now);
  }

  /**
   * Halts the log for good, because its keys have signed something else elsewhere.
   *
   * @param other the note that contradicts what is here
   */
  public void contradictedBy(SignedNote other) throws IOException {
    state(new Halted("log " + federation.logName() + " has two histories; see /v1/evidence"));
    Optional<LogView> ours = viewIfAny();
    if (ours.isPresent()) {
      tiles.keepFork(ours.get().note().bytes(), other.bytes());
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Unavailable unavailable() {
    String reason =
        switch (condition) {
          case Serving _ -> "the log is being opened";
          case Waiting waiting -> waiting.reason();
          case Halted halted -> halted.reason();
        };
    return new Unavailable(reason, RETRY_AFTER);
  }
}
