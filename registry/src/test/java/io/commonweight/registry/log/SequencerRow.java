package io.commonweight.registry.log;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a sequencer did for some writers.
 *
 * @param batch how many statements each handed in at once
 * @param writers how many there were
 * @param waits how long each receipt took, shortest first; not empty
 * @param time how long all of them took together
 * @param checkpoints how many checkpoints were signed
 */
record SequencerRow(int batch, int writers, List<Duration> waits, Duration time, long checkpoints) {
  /** What stands over {@link #line}. */
  static final String HEAD =
      "%6s %8s %10s %10s %11s %11s %15s"
          .formatted("batch", "writers", "entries/s", "to one", "p50", "p99", "per checkpoint");

  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MILLISECOND = 1e6;

  SequencerRow {
    waits = waits.stream().sorted().toList();
  }

  double perSecond() {
    return waits.size() * NANOS / time.toNanos();
  }

  /** The wait that a share of all receipts did not exceed. */
  Duration wait(double share) {
    return waits.get(Math.clamp((long) Math.ceil(share * waits.size()) - 1, 0, waits.size() - 1));
  }

  /** One line of a table, with the ratio to another row. */
  String line(SequencerRow single) {
    return String.format(
        Locale.ROOT,
        "%6d %8d %10.0f %10.2f %8.1f ms %8.1f ms %15.1f",
        batch,
        writers,
        perSecond(),
        perSecond() / single.perSecond(),
        wait(0.5).toNanos() / NANOS_PER_MILLISECOND,
        wait(0.99).toNanos() / NANOS_PER_MILLISECOND,
        (double) waits.size() / checkpoints);
  }
}
