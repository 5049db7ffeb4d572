package io.commonweight.registry.log;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;

/** A database whose connection dies at one of the calls that reach the server. */
final class DyingDatabase {
  private static final Set<String> CALLS =
      Set.of("execute", "executeQuery", "executeUpdate", "executeBatch", "commit");

  private final DataSource database;
  private final boolean isDone;
  private int callsBefore;

  /**
   * Dies at the call after so many.
   *
   * @param isDone whether the server has done what it was told; only the answer is lost then
   */
  DyingDatabase(DataSource database, int callsBefore, boolean isDone) {
    this.database = database;
    this.callsBefore = callsBefore;
    this.isDone = isDone;
  }

  /** Whether that call has come. */
  boolean hasDied() {
    return callsBefore < 0;
  }

  /** The database as the process sees it that will lose it. */
  DataSource source() {
    return proxy(
        DataSource.class,
        (method, arguments) -> connection((Connection) call(database, method, arguments)));
  }

  private Connection connection(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object answer = reach(connection, connection, method, arguments);
          return switch (answer) {
            case PreparedStatement statement ->
                statement(PreparedStatement.class, connection, statement);
            case Statement statement -> statement(Statement.class, connection, statement);
            case null, default -> answer;
          };
        });
  }

  private <T extends Statement> T statement(Class<T> type, Connection connection, T statement) {
    return proxy(type, (method, arguments) -> reach(connection, statement, method, arguments));
  }

  private Object reach(Connection connection, Object target, Method method, Object[] arguments)
      throws Throwable {
    if (!CALLS.contains(method.getName()) || callsBefore-- != 0) {
      return call(target, method, arguments);
    }
    if (isDone) {
      call(target, method, arguments);
    }
    connection.abort(Runnable::run);
    throw new SQLException("the connection is gone", "08006");
  }

  private interface Answer {
    Object to(Method method, Object[] arguments) throws Throwable;
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            DyingDatabase.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> answer.to(method, arguments)));
  }
}
