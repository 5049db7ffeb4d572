package io.commonweight.registry.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many statements a second a registry's sequencer takes, and how long each waits for its
 * receipt: two signatures are verified, the statement is judged, the entries are committed to
 * PostgreSQL and read back, the tiles are forced to disk and read back, and one checkpoint is
 * signed for the batch. HTTP is left out.
 *
 * <p>Batches of 1 to 1000 statements are handed in at once by one writer and by eight, each of
 * which goes on once it has all receipts. Every measurement begins with a log of its own.
 */
class SequencerBenchmark {
  private static final List<Integer> BATCHES = List.of(1, 10, 100, 1000);
  private static final List<Integer> WRITERS = List.of(1, 8);
  private static final int STATEMENTS = 16_000;
  private static final Duration WARM_UP = Duration.ofSeconds(4);

  private final TestFederation federation = new TestFederation("measured");

  /**
   * Prints a table.
   *
   * @param arguments how long each measurement takes at most, as an ISO-8601 duration; and the
   *     folder for the logs, on the disk to measure
   */
  public static void main(String... arguments) throws Exception {
    Path folder =
        Files.createTempDirectory(Files.createDirectories(Path.of(arguments[1])), "sequencer");
    new SequencerBenchmark().print(Duration.parse(arguments[0]), folder, System.out);
    System.exit(0); // PostgreSQL is stopped at exit, and keeps threads until then
  }

  private void print(Duration time, Path folder, PrintStream out) throws Exception {
    List<byte[]> entries = statements(STATEMENTS);
    measure(entries, 100, 1, WARM_UP, folder.resolve("warm-up"));
    out.printf(
        "%d processors, load %.1f, %s; statements of %d bytes%n",
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Files.getFileStore(folder).type(),
        entries.getFirst().length);
    out.println(SequencerRow.HEAD);
    SequencerRow single = null;
    for (int writers : WRITERS) {
      for (int batch : BATCHES) {
        Path log = folder.resolve(batch + "-" + writers);
        SequencerRow row = measure(entries, batch, writers, time, log);
        single = single == null ? row : single;
        out.println(row.line(single));
      }
    }
  }

  private SequencerRow measure(
      List<byte[]> entries, int batch, int writers, Duration time, Path folder) throws Exception {
    TestLogs logs = TestLogs.sequenced(federation, folder);
    FederationLog log = logs.log();
    try (TestLogs.Running sequencer = logs.start(log)) {
      for (Envelope entry : federation.foundingEntries()) {
        sequencer.append(entry);
      }
      long batches = batches(logs);
      var writing = new Writing(sequencer.writer(), entries, batch, time);
      List<Duration> waits = writing.by(writers);
      return new SequencerRow(batch, writers, waits, writing.taken(), batches(logs) - batches);
    }
  }

  /** How many transactions the log's entries came with. */
  private static long batches(TestLogs logs) throws Exception {
    try (var connection = logs.database().getConnection();
        var query =
            connection.prepareStatement("select count(distinct xmin::text) from log_entry");
        var rows = query.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Statements that every organization may make, as often as it likes. */
  private List<byte[]> statements(int count) {
    return IntStream.range(0, count).parallel().mapToObj(this::statement).toList();
  }

  private byte[] statement(int number) {
    var complaint =
        new Complaint(
            "org-1",
            TestFederation.digest("blob-" + number),
            Complaint.Kind.UNAVAILABLE,
            "blob %d cannot be had".formatted(number));
    int organization = 1 + number % TestFederation.ORGANIZATIONS;
    return TestFederation.sign(complaint, federation.key("root", organization)).encode();
  }

  @Test
  void whatIsCountedIsInTheLog(@TempDir Path folder) throws Exception {
    SequencerRow row = measure(statements(12), 3, 2, Duration.ofMinutes(1), folder);

    assertThat(row.waits()).hasSize(12);
    assertThat(row.checkpoints()).isBetween(2L, 12L);
  }

  @Test
  void oneStatementAtATimeIsOneCheckpointEach(@TempDir Path folder) throws IOException, Exception {
    SequencerRow row = measure(statements(5), 1, 1, Duration.ofMinutes(1), folder);

    assertThat(row.checkpoints()).isEqualTo(5);
  }
}
