package io.commonweight.registry.log;

import java.sql.Connection;
import java.sql.SQLException;

/** Commits that wait for the disk: what is answered after them is a promise. */
public final class DurableCommits {
  private DurableCommits() {}

  /** Has a connection commit so, even in a database that is set not to wait. */
  public static void require(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          select set_config('synchronous_commit', 'on', false)
          where current_setting('synchronous_commit') = 'off'\
          """);
    }
  }
}
