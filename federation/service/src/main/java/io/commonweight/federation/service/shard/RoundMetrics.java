package io.commonweight.federation.service.shard;

import io.commonweight.sdk.statement.Charter.Role;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator wants to know of an aggregator's rounds. Thread-safe. */
public final class RoundMetrics {
  private final MeterRegistry meters;
  private final Counter bytesRead;
  private final Map<Role, AtomicLong> delegated = new EnumMap<>(Role.class);

  /** Metrics in a registry. */
  public RoundMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.bytesRead =
        Counter.builder("commonweight.aggregator.read")
            .baseUnit("bytes")
            .description("Updates and base weights fetched from the registry")
            .register(meters);
    for (Role role : List.of(Role.AGGREGATOR, Role.RELEASE)) {
      var secondsLeft = new AtomicLong();
      delegated.put(role, secondsLeft);
      Gauge.builder("commonweight.aggregator.delegation", secondsLeft, AtomicLong::doubleValue)
          .tag("role", role.name().toLowerCase(Locale.ROOT))
          .baseUnit("seconds")
          .description("Until the delegation of the key ends; 0 when there is none")
          .register(meters);
    }
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

  /** Notes for how long the delegation of a key lasts. */
  public void delegated(Role role, Duration left) {
    delegated.getOrDefault(role, new AtomicLong()).set(left.toSeconds());
  }

  /**
   * Counts the result of a shard.
   *
   * @param isNew whether it is the first for its task; others are passed over
   */
  void part(boolean isNew) {
    meters
        .counter("commonweight.aggregator.parts", "result", isNew ? "accepted" : "passed-over")
        .increment();
  }

  void read(long bytes) {
    bytesRead.increment((double) bytes);
  }
}
