package io.commonweight.registry.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.embedded.Postgres;
import io.commonweight.embedded.SharedServices;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Statement;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** {@code kill -9} of a process that sequences a log, again and again, while many append. */
class KilledSequencerTest {
  private static final int KILLS = 4;
  private static final String END = ".";
  private static final long SEED = 20261122;

  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("killed");
  private final List<String> acknowledged = new ArrayList<>();

  @Test
  void everyReceiptOutlivesTheProcessAndFsckAcceptsWhatItLeaves() throws Exception {
    TestLogs logs = TestLogs.sequenced(federation, folder);
    var random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      appendUntilKilled(logs, "run " + kill + ", ", 20 + random.nextInt(60));

      Fsck.accepts(logs, federation);
    }

    FederationLog log = logs.log();
    try (LogStore store = TestLogs.open(log)) {
      LogView view = store.view().orElseThrow();
      log.publish(view);
      for (String line : acknowledged) {
        long index = Long.parseLong(line.substring(0, line.indexOf(' ')));
        byte[] entry = log.entries(view, index, 1).getFirst().toArray();
        assertThat(text(entry)).isEqualTo(line.substring(line.indexOf(' ') + 1));
        LogProof proof = log.proof(view, index);
        assertThat(proof.verify(entry, federation.noteKey())).isEqualTo(view.checkpoint());
      }
    }
    Fsck.accepts(logs, federation);
  }

  /** Lets a new process append, and kills it once it has acknowledged some. */
  private void appendUntilKilled(TestLogs logs, String texts, int some) throws Exception {
    Process process = start(logs, texts);
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < some; i++) {
        acknowledged.add(line(said));
      }
      // Not by the process itself, which would close the stream.
      process.toHandle().destroyForcibly();
      // What it had acknowledged before it died counts as well.
      said.lines().filter(line -> line.endsWith(END)).forEach(acknowledged::add);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static String line(BufferedReader said) throws IOException {
    String line = said.readLine();
    assertThat(line).as("the program has ended by itself").isNotNull();
    return line;
  }

  private Process start(TestLogs logs, String texts) throws IOException {
    Postgres postgres = SharedServices.postgres();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            AppendingProgram.class.getName(),
            ((PGSimpleDataSource) logs.database()).getUrl(),
            postgres.user(),
            postgres.password(),
            folder.toString(),
            federation.name(),
            texts)
        .redirectError(folder.resolve("killed.log").toFile())
        .start();
  }

  private static String text(byte[] entry) throws Exception {
    return ((Complaint) Statement.parse(Envelope.parse(entry)).predicate()).text();
  }
}
