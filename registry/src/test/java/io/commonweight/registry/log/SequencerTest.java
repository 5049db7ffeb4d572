package io.commonweight.registry.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Envelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequencerTest {
  private static final int WAITING = 40;

  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("batching");
  private TestLogs logs;

  @BeforeEach
  void countCheckpoints() throws Exception {
    logs = TestLogs.sequenced(federation, folder);
    logs.execute("create table signed (note text)");
    logs.execute(
        "create function note_signed() returns trigger language plpgsql as $$ begin"
            + " insert into signed values (new.note); return new; end $$");
    logs.execute(
        "create trigger note_signed after update on log_checkpoint"
            + " for each row execute function note_signed()");
  }

  @Test
  void whateverWaitsIsOneTransactionUnderOneCheckpoint() throws Exception {
    FederationLog log = logs.log();
    Set<Long> indices = new ConcurrentSkipListSet<>();
    try (TestLogs.Running writer = logs.start(log)) {
      for (int i = 1; i <= TestFederation.AGGREGATING; i++) {
        writer.append(federation.charterBy(i));
      }
      int before = signed();
      List<Thread> callers = new ArrayList<>();
      try (Connection blocking = logs.database().getConnection()) {
        blocking.setAutoCommit(false);
        blocking.createStatement().execute("lock table log_entry in exclusive mode");
        for (Envelope entry : complaints()) {
          callers.add(Thread.ofPlatform().start(() -> indices.add(index(writer.append(entry)))));
        }
        while (callers.stream().anyMatch(t -> t.getState() != Thread.State.TIMED_WAITING)) {
          Thread.sleep(2);
        }
        blocking.rollback();
      }
      for (Thread caller : callers) {
        caller.join();
      }

      // The statements that the sequencer had in hand, and all that came while it was held up.
      assertThat(signed() - before).isBetween(1, 2);
    }
    assertThat(indices)
        .isEqualTo(
            LongStream.range(0, WAITING)
                .mapToObj(i -> i + TestFederation.AGGREGATING)
                .collect(Collectors.toSet()));
  }

  private List<Envelope> complaints() {
    List<Envelope> complaints = new ArrayList<>();
    for (int i = 0; i < WAITING; i++) {
      var complaint =
          new Complaint(
              "org-2", TestFederation.digest("slow " + i), Complaint.Kind.UNAVAILABLE, "slow " + i);
      complaints.add(TestFederation.sign(complaint, federation.key("root", 1)));
    }
    return complaints;
  }

  private static long index(String receipt) {
    try {
      return LogProof.parse(receipt.getBytes(StandardCharsets.UTF_8)).inclusion().index();
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  private int signed() throws Exception {
    try (var connection = logs.database().getConnection();
        var rows = connection.createStatement().executeQuery("select count(*) from signed")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
