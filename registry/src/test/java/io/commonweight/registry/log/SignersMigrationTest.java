package io.commonweight.registry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.embedded.Postgres;
import io.commonweight.embedded.SharedServices;
import io.commonweight.federation.round.FederationState;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.SignedStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The fourth migration, of a database with entries. */
class SignersMigrationTest {
  private static final String LOG = "registry.example/migrating";

  private final TestFederation federation = new TestFederation("migrating");
  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private final LogTable table = new LogTable(LOG);

  @BeforeEach
  void migrateToTheThird() {
    Postgres postgres = SharedServices.postgres();
    database.setUrl(SharedServices.freshDatabase());
    database.setUser(postgres.user());
    database.setPassword(postgres.password());
    migrate("3");
  }

  private void migrate(String version) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
  }

  @Test
  void entriesKeepTheirPlaceAndGetTheirSigner() throws Exception {
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      SignedStatement vote =
          FederationState.founding(federation.founding())
              .directory()
              .verify(federation.charterBy(i), KeySets.NONE);
      entries.add(LogEntry.of(i - 1, vote));
    }
    try (Connection connection = database.getConnection()) {
      for (LogEntry entry : entries) {
        insertAsBefore(connection, entry, "org-" + (entry.index() + 1));
      }
    }

    migrate("4");

    try (Connection connection = database.getConnection()) {
      assertThat(table.read(connection, 0, 10)).isEqualTo(entries);
      LogEntry second = entries.get(1);
      assertThat(table.find(connection, List.of(second.key())))
          .containsAllEntriesOf(Map.of(second.key(), 1L));
      // One statement of one key stands in a log once, as one of one organization did.
      var again = new LogEntry(3, second.data(), second.leaf(), second.key());
      assertThatThrownBy(() -> table.insert(connection, List.of(again)))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("duplicate key");
    }
  }

  private static void insertAsBefore(Connection connection, LogEntry entry, String organization)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into log_entry (log, log_index, entry, leaf_hash, signed_digest, organization)
            values (?, ?, ?, ?, ?, ?)\
            """)) {
      insert.setString(1, LOG);
      insert.setLong(2, entry.index());
      insert.setBytes(3, entry.data().toArray());
      insert.setBytes(4, entry.leaf().bytes());
      insert.setBytes(5, entry.key().signedDigest().bytes());
      insert.setString(6, organization);
      insert.executeUpdate();
    }
  }
}
