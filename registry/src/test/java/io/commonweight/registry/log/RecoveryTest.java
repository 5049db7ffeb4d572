package io.commonweight.registry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.TestFederation;
import io.commonweight.registry.problem.RegistryException.Unavailable;
import io.commonweight.sdk.log.TiledTree;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("recovering");
  private TestLogs logs;
  private LogView before;

  @BeforeEach
  void appendThreeEntries() throws Exception {
    logs = TestLogs.sequenced(federation, folder);
    FederationLog log = logs.log();
    try (Sequencer sequencer = logs.sequencer(log)) {
      startAndServe(sequencer, log);
      for (int i = 1; i <= 3; i++) {
        sequencer.append(federation.charterBy(i).encode());
      }
    }
    before = log.view();
  }

  private static void startAndServe(Sequencer sequencer, FederationLog log) throws Exception {
    sequencer.start();
    while (!(log.condition() instanceof LogCondition.Serving)) {
      Thread.sleep(5);
    }
  }

  @Test
  void reopenedLogIsTheSame() throws Exception {
    try (LogStore store = logs.open().orElseThrow()) {
      assertThat(store.view()).contains(before);
    }
  }

  @Test
  void oneProcessAtATimeHasTheLog() throws Exception {
    try (LogStore store = logs.open().orElseThrow()) {
      assertThat(store.isAlive()).isTrue();
      assertThat(logs.open()).isEmpty();
    }

    logs.open().orElseThrow().close();
  }

  @Test
  void missingTilesAreDerivedAnew() throws Exception {
    for (String key : logs.store().list(logs.prefix())) {
      logs.store().delete(key);
    }

    logs.open().orElseThrow().close();

    assertThat(new TiledTree(3, logs.tiles()).root()).isEqualTo(before.checkpoint().root());
  }

  @Test
  void changedTileIsWrittenAnew() throws Exception {
    logs.store().put(logs.prefix() + "/tile/0/000.p/3", new ByteArrayInputStream(new byte[96]), 96);

    logs.open().orElseThrow().close();

    assertThat(new TiledTree(3, logs.tiles()).root()).isEqualTo(before.checkpoint().root());
  }

  @Test
  void changedEntryIsDetected() throws Exception {
    logs.execute("update log_entry set entry = entry || 'x' where log_index = 1");

    assertThatThrownBy(() -> logs.open())
        .isInstanceOf(InconsistentLogException.class)
        .hasMessageContaining("entry 1 does not have its stored leaf hash");
  }

  @Test
  void missingLastEntryIsDetected() throws Exception {
    logs.execute("delete from log_entry where log_index = 2");

    assertThatThrownBy(() -> logs.open()).isInstanceOf(InconsistentLogException.class);
  }

  @Test
  void missingMiddleEntryIsDetected() throws Exception {
    logs.execute("delete from log_entry where log_index = 1");

    assertThatThrownBy(() -> logs.open())
        .isInstanceOf(InconsistentLogException.class)
        .hasMessageContaining("entry 2 follows entry 0");
  }

  @Test
  void databaseOfYesterdayIsNotContinued() throws Exception {
    logs.execute("delete from log_entry");
    logs.execute("delete from log_checkpoint");

    assertThatThrownBy(() -> logs.open())
        .isInstanceOf(InconsistentLogException.class)
        .hasMessageContaining("the published checkpoint has size 3");
  }

  @Test
  void halfWrittenAppendIsCompleted() throws Exception {
    // As if the process had died between its transaction and the tiles of the third entry.
    logs.store().delete(logs.prefix() + "/tile/0/000.p/3");
    logs.store().delete(logs.prefix() + "/tile/entries/000.p/3");
    logs.store().delete(logs.prefix() + "/checkpoint");

    FederationLog log = logs.log();
    try (Sequencer sequencer = logs.sequencer(log)) {
      startAndServe(sequencer, log);
      assertThat(log.proof(2).inclusion().index()).isEqualTo(2);
      assertThat(sequencer.append(federation.charterBy(3).encode())).contains("index 2\n");
    }
  }

  @Test
  void inconsistentLogIsHaltedAndSignsNothing() throws Exception {
    logs.execute("update log_entry set entry = entry || 'x' where log_index = 1");
    FederationLog log = logs.log();

    try (Sequencer sequencer = logs.sequencer(log)) {
      sequencer.start();
      while (!(log.condition() instanceof LogCondition.Halted)) {
        Thread.sleep(5);
      }

      assertThatThrownBy(() -> sequencer.append(federation.charterBy(4).encode()))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("entry 1");
    }
  }
}
