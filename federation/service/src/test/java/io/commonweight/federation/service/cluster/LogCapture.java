package io.commonweight.federation.service.cluster;

import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Everything that some loggers are told, down to DEBUG, as long as it is open. */
final class LogCapture extends Handler implements AutoCloseable {
  private final StringWriter text = new StringWriter();
  private final PatternFormatter format = new PatternFormatter("%s%e%n");
  private final List<Logger> loggers;
  private final List<Level> levels;

  LogCapture(String... names) {
    this.loggers = Arrays.stream(names).map(Logger::getLogger).toList();
    this.levels = loggers.stream().map(Logger::getLevel).toList();
    setLevel(Level.ALL);
    for (Logger logger : loggers) {
      logger.setLevel(Level.FINE);
      logger.setUseParentHandlers(false);
      logger.addHandler(this);
    }
  }

  @Override
  public void publish(LogRecord entry) {
    synchronized (text) {
      text.append(format.format(entry));
    }
  }

  /** What was logged so far. */
  String text() {
    synchronized (text) {
      return text.toString();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    for (int i = 0; i < loggers.size(); i++) {
      loggers.get(i).removeHandler(this);
      loggers.get(i).setUseParentHandlers(true);
      loggers.get(i).setLevel(levels.get(i));
    }
  }
}
