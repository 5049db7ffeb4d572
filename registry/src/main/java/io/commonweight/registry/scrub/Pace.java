package io.commonweight.registry.scrub;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Holds up whoever reads faster than is allowed. Not thread-safe. */
final class Pace {
  private static final double NANOS = 1e9;

  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private final long began;
  private long bytes;

  /** Sleeps, as {@link Thread#sleep(Duration)} does. */
  interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  Pace(long bytesPerSecond, LongSupplier nanoTime, Pause pause) {
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    this.pause = pause;
    this.began = nanoTime.getAsLong();
  }

  /** Waits until so many bytes more are allowed. */
  void passed(int count) throws InterruptedException {
    bytes += count;
    long due = (long) (bytes / (double) bytesPerSecond * NANOS);
    long early = due - (nanoTime.getAsLong() - began);
    if (early > 0) {
      pause.sleep(Duration.ofNanos(early));
    }
  }
}
