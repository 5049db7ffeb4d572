package io.commonweight.registry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.registry.TestFederation;
import io.commonweight.registry.log.FaultyBlobStore.Fault;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.log.TiledTree;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One append is repeated with a fault at each of its writes in turn. */
class AppendFaultsTest {
  private static final int ENOUGH = 64;
  private static final Instant TIME = Instant.ofEpochSecond(FederationFixture.ISSUED);

  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("faulty");
  private final List<Checkpoint> signed = new ArrayList<>();
  private TestLogs logs;

  @BeforeEach
  void appendOneEntry() throws Exception {
    logs = TestLogs.sequenced(federation, folder);
    append(logs.log(), federation.charterBy(1));
  }

  private LogView append(FederationLog log, Envelope entry) throws Exception {
    try (LogStore store = TestLogs.open(log)) {
      SignedStatement statement = store.state().directory().verify(entry, log.keySets());
      return store.append(
          List.of(statement),
          store.state().apply(store.state().size(), statement),
          checkpoint -> {
            signed.add(checkpoint);
            return checkpoint.sign(federation.logKey(), TIME);
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void faultOfTheStoreAtAnyWriteCostsNothingThatWasAcknowledged(Fault fault) throws Exception {
    int point = 0;
    for (boolean struck = true; struck; point++) {
      startAnew(fault + "-" + point, point);
      var faulty = new FaultyBlobStore(logs.store(), fault, point);

      boolean acknowledged = appended(logs.log(faulty));
      struck = faulty.hasStruck();

      assertThatNothingAcknowledgedIsLost(acknowledged);
    }
    assertThat(point).isGreaterThan(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deathAtAnyCallToTheDatabaseCostsNothingThatWasAcknowledged(boolean isDone) throws Exception {
    int point = 0;
    for (boolean died = true; died; point++) {
      startAnew(isDone + "-" + point, point);
      var dying = new DyingDatabase(logs.database(), point, isDone);

      boolean acknowledged = appended(logs.log(dying.source()));
      died = dying.hasDied();

      assertThatNothingAcknowledgedIsLost(acknowledged);
    }
    assertThat(point).isGreaterThan(8);
  }

  private void startAnew(String name, int point) throws Exception {
    assertThat(point).isLessThan(ENOUGH);
    logs = TestLogs.sequenced(federation, folder.resolve(name));
    append(logs.log(), federation.charterBy(1));
  }

  private boolean appended(FederationLog log) throws Exception {
    try {
      append(log, federation.charterBy(2));
      return true;
    } catch (IOException | SQLException | InconsistentLogException e) {
      return false;
    }
  }

  private void assertThatNothingAcknowledgedIsLost(boolean acknowledged) throws Exception {
    Fsck.accepts(logs, federation);
    assertThat(intactSize()).isGreaterThanOrEqualTo(acknowledged ? 2 : 1);
    if (intactSize() == 1) {
      append(logs.log(), federation.charterBy(3));
    }
    assertThat(intactSize()).isEqualTo(2);
    Fsck.accepts(logs, federation);
  }

  /** Opens the log, hashes all of it again from what is stored, and returns its size. */
  private long intactSize() throws Exception {
    FederationLog log = logs.log();
    LogView view;
    try (LogStore store = TestLogs.open(log)) {
      view = store.view().orElseThrow();
    }
    SignedNote published = SignedNote.parse(logs.tiles().checkpoint().orElseThrow());
    assertThat(Checkpoint.open(published, federation.noteKey())).isEqualTo(view.checkpoint());
    var tree = new TiledTree(view.size(), logs.tiles());
    assertThat(tree.root()).isEqualTo(view.checkpoint().root());
    assertThat(tree.entry(0)).isEqualTo(federation.charterBy(1).encode());
    return view.size();
  }

  @Test
  void changedTileHaltsTheLogBeforeAnythingIsSigned() {
    signed.clear();
    var faulty = new FaultyBlobStore(logs.store(), Fault.CORRUPT, 0);

    assertThatThrownBy(() -> append(logs.log(faulty), federation.charterBy(2)))
        .isInstanceOf(InconsistentLogException.class)
        .hasMessageContaining("tile/entries/000.p/2 is not stored as it was written");
    assertThat(signed).isEmpty();
  }

  @Test
  void entryThatTheDatabaseChangesHaltsTheLogBeforeAnythingIsSigned() throws Exception {
    onInsert("new.entry := new.entry || '\\x00'::bytea; return new");

    assertThatNothingIsSigned();
  }

  @Test
  void entryThatTheDatabaseLosesHaltsTheLogBeforeAnythingIsSigned() throws Exception {
    onInsert("return null");

    assertThatNothingIsSigned();
  }

  private void onInsert(String body) throws Exception {
    logs.execute(
        "create function fault() returns trigger language plpgsql as $$ begin "
            + body
            + "; end $$");
    logs.execute(
        "create trigger fault before insert on log_entry for each row execute function fault()");
  }

  private void assertThatNothingIsSigned() throws Exception {
    signed.clear();

    assertThatThrownBy(() -> append(logs.log(), federation.charterBy(2)))
        .isInstanceOf(InconsistentLogException.class)
        .hasMessageContaining("the entries from 1 on are not stored as they were written");
    assertThat(signed).isEmpty();
    assertThat(intactSize()).isEqualTo(1);
  }

  @Test
  void entriesAreDurableInADatabaseThatIsSetNotToWaitForTheDisk() throws Exception {
    logs.execute(
        "do $$ begin execute 'alter database ' || current_database() || ' set synchronous_commit"
            + " = off'; end $$");
    logs.execute("create table seen (setting text)");
    logs.execute(
        "create function see() returns trigger language plpgsql as $$ begin"
            + " insert into seen values (current_setting('synchronous_commit'));"
            + " return new; end $$");
    logs.execute(
        "create trigger see before insert or update on log_checkpoint"
            + " for each row execute function see()");

    LogView view = append(logs.log(), federation.charterBy(2));

    assertThat(seen()).containsOnly("on");
    assertThat(view.size()).isEqualTo(2);
  }

  private List<String> seen() throws Exception {
    List<String> settings = new ArrayList<>();
    try (var connection = logs.database().getConnection();
        var rows = connection.createStatement().executeQuery("select setting from seen")) {
      while (rows.next()) {
        settings.add(rows.getString(1));
      }
    }
    return settings;
  }

  @Test
  void noteOfAnotherLogIsNotStored() throws Exception {
    SignedNote other =
        Checkpoint.empty(federation.noteKey().name()).sign(federation.logKey(), TIME);
    try (LogStore store = logs.open().orElseThrow()) {
      SignedStatement statement =
          store.state().directory().verify(federation.charterBy(2), KeySets.NONE);
      assertThatThrownBy(
              () -> store.append(List.of(statement), store.state().apply(1, statement), _ -> other))
          .isInstanceOf(InconsistentLogException.class);
    }
    assertThat(intactSize()).isEqualTo(1);
  }

  @Test
  void appendThatCameToNothingLeavesNoTileThatIsServed() throws Exception {
    var faulty = new FaultyBlobStore(logs.store(), Fault.LOSE, 1);
    assertThatThrownBy(() -> append(logs.log(faulty), federation.charterBy(2)))
        .isInstanceOf(InconsistentLogException.class);
    append(logs.log(), federation.charterBy(3));
    FederationLog log = logs.log();
    LogView view = append(log, federation.charterBy(2));
    log.publish(view);

    assertThat(new TiledTree(2, path -> log.tile(path)).entry(1))
        .isEqualTo(federation.charterBy(3).encode());
    assertThat(new TiledTree(3, path -> log.tile(path)).root()).isEqualTo(view.checkpoint().root());
    assertThat(log.tile(new TilePath.Hashes(0, 0, 4))).isEmpty();
  }
}
