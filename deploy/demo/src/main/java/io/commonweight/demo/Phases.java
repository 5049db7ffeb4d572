package io.commonweight.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each phase of the demo takes. */
final class Phases {
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final Instant start = Instant.now();
  private Instant phaseStart = start;

  /** Ends a phase; what follows belongs to the next. Ending one again adds to it. */
  void end(String phase) {
    Instant now = Instant.now();
    seconds.merge(phase, seconds(phaseStart, now), Double::sum);
    phaseStart = now;
  }

  /** Counts a part of a phase as another. */
  void move(Duration part, String from, String to) {
    double moved = seconds(start, start.plus(part));
    seconds.merge(from, -moved, Double::sum);
    seconds.merge(to, moved, Double::sum);
  }

  /** The seconds of each phase, and {@code total}. */
  Map<String, Double> seconds() {
    var all = new LinkedHashMap<String, Double>();
    seconds.forEach((phase, duration) -> all.put(phase, rounded(duration)));
    all.put("total", rounded(seconds(start, Instant.now())));
    return all;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }
}
