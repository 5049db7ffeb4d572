package io.commonweight.federation.service.shard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What an operator wants to know of an aggregator's rounds. Thread-safe. */
public final class RoundMetrics {
  private final MeterRegistry meters;
  private final Counter bytesRead;

  /** Metrics in a registry. */
  public RoundMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.bytesRead =
        Counter.builder("commonweight.aggregator.read")
            .baseUnit("bytes")
            .description("Updates and base weights fetched from the registry")
            .register(meters);
  }

  /** A part of the work that is timed. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException, InterruptedException;
  }

  /** Does some work and counts its seconds. */
  public <T> T time(String phase, Work<T> work) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      return work.run();
    } finally {
      meters
          .timer("commonweight.aggregator.phase", "phase", phase)
          .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  /** Counts a statement that was logged. */
  public void stated(String kind) {
    meters.counter("commonweight.aggregator.statements", "kind", kind).increment();
  }

  void read(long bytes) {
    bytesRead.increment((double) bytes);
  }
}
