package io.commonweight.cli.bench;

import java.time.Duration;

/**
 * How often something was done.
 *
 * @param name what
 * @param operations how often
 * @param time in what time, as the clock on the wall goes
 */
record Rate(String name, long operations, Duration time) {
  private static final double NANOS = 1e9;

  /** Something that is done again and again. */
  @FunctionalInterface
  interface Work {
    /** Does it once. */
    void once() throws Exception;
  }

  /** Does something for a quarter of a time to warm up, and then counts for the whole of it. */
  static Rate of(String name, Duration time, Work work) throws Exception {
    repeat(time.dividedBy(4), work);
    long begun = System.nanoTime();
    long operations = repeat(time, work);
    return new Rate(name, operations, Duration.ofNanos(System.nanoTime() - begun));
  }

  private static long repeat(Duration time, Work work) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    long operations = 0;
    do {
      work.once();
      operations++;
    } while (System.nanoTime() < end);
    return operations;
  }

  double perSecond() {
    return operations * NANOS / time.toNanos();
  }

  /** How many times as fast as another. */
  double to(Rate baseline) {
    return perSecond() / baseline.perSecond();
  }
}
