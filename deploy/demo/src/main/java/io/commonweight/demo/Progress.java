package io.commonweight.demo;

import com.google.errorprone.annotations.FormatMethod;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Says what happens, on standard error: lines with the time since the start, and on a terminal a
 * last line that is overwritten.
 */
final class Progress {
  private final PrintStream out;
  private final boolean isTerminal;
  private final Instant start = Instant.now();
  private String status = "";

  Progress(PrintStream out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  /** A line that stays. */
  @FormatMethod
  synchronized void say(String format, Object... arguments) {
    clear();
    double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
    out.printf(
        Locale.ROOT, "%7.1f s  %s%n", seconds, String.format(Locale.ROOT, format, arguments));
    draw();
  }

  /** What is going on now; only a terminal shows it. */
  @FormatMethod
  synchronized void status(String format, Object... arguments) {
    clear();
    status = String.format(Locale.ROOT, format, arguments);
    draw();
  }

  private void clear() {
    if (isTerminal && !status.isEmpty()) {
      out.print("\r\u001b[K");
    }
  }

  private void draw() {
    if (isTerminal && !status.isEmpty()) {
      out.print("          " + status);
      out.flush();
    }
  }
}
