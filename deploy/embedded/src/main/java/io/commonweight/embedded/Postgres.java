package io.commonweight.embedded;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a running PostgreSQL server is and how to log in.
 *
 * @param port its port on 127.0.0.1
 * @param password the password of {@link #user()}
 */
public record Postgres(int port, String password) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final String DUPLICATE_DATABASE = "42P04";

  /** The user that owns every database. */
  public String user() {
    return "commonweight";
  }

  /**
   * The JDBC URL of a database, which is created if it does not exist.
   *
   * @param database 1 to 63 of {@code a-z 0-9 _}, beginning with a letter
   */
  public String jdbcUrl(String database) {
    if (!NAME.matcher(database).matches()) {
      throw new IllegalArgumentException("not a database name (" + NAME + "): " + database);
    }
    try {
      execute("create database " + database);
    } catch (SQLException e) {
      if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
        throw new EmbeddedServicesException("cannot create the database " + database, e);
      }
    }
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Whether the server accepts connections. */
  boolean answers() {
    try {
      execute("select 1");
      return true;
    } catch (SQLException _) {
      return false;
    }
  }

  private void execute(String sql) throws SQLException {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser(user());
    source.setPassword(password);
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
