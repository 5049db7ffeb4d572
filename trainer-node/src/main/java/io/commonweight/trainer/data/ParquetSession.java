package io.commonweight.trainer.data;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An in-memory DuckDB that reads and writes Parquet on one thread in bounded memory. */
final class ParquetSession implements AutoCloseable {
  private final Connection connection;

  ParquetSession() throws DatasetException {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET threads = 1");
        statement.execute("SET memory_limit = '512MB'");
        statement.execute("SET preserve_insertion_order = true");
      }
    } catch (SQLException e) {
      throw new DatasetException("Cannot start DuckDB", e);
    }
  }

  Connection connection() {
    return connection;
  }

  /** Reads one row of a result. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException, DatasetException;
  }

  /** Runs a query whose first parameter is a Parquet file and whose others are numbers. */
  <T> List<T> query(Path file, String sql, Row<T> row, long... parameters) throws DatasetException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, file.toString());
      for (int i = 0; i < parameters.length; i++) {
        statement.setLong(i + 2, parameters[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(row.read(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new DatasetException(
          "Cannot read %s, it is damaged or lacks a column: %s".formatted(file, firstLine(e)), e);
    }
  }

  /** The names and types of a Parquet file's columns, as {@code name type}. */
  List<String> columns(Path file) throws DatasetException {
    return query(
        file,
        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))",
        row -> row.getString(1) + " " + row.getString(2));
  }

  static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() throws DatasetException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new DatasetException("Cannot close DuckDB", e);
    }
  }
}
