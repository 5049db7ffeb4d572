package io.commonweight.registry.log;

import io.commonweight.embedded.Postgres;
import io.commonweight.embedded.SharedServices;
import io.commonweight.registry.TestFederation;
import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.federation.KeySetStore;
import io.commonweight.registry.secure.SecureBlobStore;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.FileBlobStore;
import io.commonweight.sdk.statement.Envelope;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Logs outside the registry under test: each with a database and a folder of its own. */
public final class TestLogs {
  private final Federation federation;
  private final DataSource database;
  private final Path folder;
  private final BlobStore store;

  private TestLogs(Federation federation, DataSource database, Path folder, BlobStore store) {
    this.federation = federation;
    this.database = database;
    this.folder = folder;
    this.store = store;
  }

  /** What lies here, as a registry with other settings sees it. */
  public TestLogs as(Federation other) {
    return new TestLogs(other, database, folder, store);
  }

  /** An empty database, and a folder. */
  public TestLogs(Federation federation, Path folder) throws Exception {
    this.federation = federation;
    this.folder = folder;
    this.store = new FileBlobStore(folder);
    Postgres postgres = SharedServices.postgres();
    var source = new PGSimpleDataSource();
    source.setUrl(SharedServices.freshDatabase());
    source.setUser(postgres.user());
    source.setPassword(postgres.password());
    this.database = source;
    for (String migration : List.of("V1__log.sql", "V3__witness.sql", "V4__signers.sql")) {
      try (InputStream sql = TestLogs.class.getResourceAsStream("/db/migration/" + migration)) {
        execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  /** What lies there already. */
  static TestLogs existing(Federation federation, DataSource database, Path folder)
      throws IOException {
    return new TestLogs(federation, database, folder, new FileBlobStore(folder));
  }

  /** Opens a log once nobody has it: a session that died gives it up when the server notices. */
  static LogStore open(FederationLog log) throws Exception {
    Optional<LogStore> opened = log.open(log.keySets());
    while (opened.isEmpty()) {
      Thread.sleep(2);
      opened = log.open(log.keySets());
    }
    return opened.get();
  }

  /** A log that is sequenced where it is. */
  public static TestLogs sequenced(TestFederation federation, Path folder) throws Exception {
    return new TestLogs(
        new Federation(
            federation.name(), federation.founding(), new Federation.Here(federation.logKey())),
        folder);
  }

  /** The database. */
  public DataSource database() {
    return database;
  }

  /** Reads the log as a process that has just started does. */
  public FederationLog log() {
    return new FederationLog(federation, database, tiles(), keySets().of(federation));
  }

  /** The same, with another store. */
  FederationLog log(BlobStore other) {
    return new FederationLog(
        federation, database, new TileStore(other, prefix()), keySets().of(federation));
  }

  /** The same, with another way to the database. */
  FederationLog log(DataSource other) {
    return new FederationLog(federation, other, tiles(), keySets().of(federation));
  }

  /** Opens the log as a process that has just started does. */
  Optional<LogStore> open() throws Exception {
    FederationLog log = log();
    return log.open(log.keySets());
  }

  /** A sequencer that runs until it is closed. */
  public record Running(LogWriter writer, Runnable stop) implements AutoCloseable {
    /** Appends a statement. */
    public String append(Envelope entry) {
      return writer.append(entry.encode());
    }

    @Override
    public void close() {
      stop.run();
    }
  }

  /** Starts to sequence. */
  public Running start(FederationLog log) throws InterruptedException {
    var sequencer = sequencer(log);
    sequencer.start();
    while (!(log.condition() instanceof LogCondition.Serving)) {
      Thread.sleep(5);
    }
    return new Running(sequencer, sequencer::close);
  }

  Sequencer sequencer(FederationLog log) {
    return new Sequencer(
        log,
        ((Federation.Here) federation.sequencing()).logKey(),
        new SignedBlobs(new SecureBlobStore(store), federation.name()),
        new LogMetrics(new SimpleMeterRegistry(), federation.name()),
        Clock.systemUTC());
  }

  /** The key sets that were brought here. */
  public KeySetStore keySets() {
    return new KeySetStore(store);
  }

  TileStore tiles() {
    return new TileStore(store, prefix());
  }

  BlobStore store() {
    return store;
  }

  /** Where the files of the log are. */
  Path folder() {
    return folder.resolve(prefix());
  }

  String prefix() {
    return "logs/" + federation.logName();
  }

  void execute(String sql) throws Exception {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
