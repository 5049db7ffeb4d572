package io.commonweight.registry.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** The numbers of one log. */
final class LogMetrics {
  private final Timer append;

  LogMetrics(MeterRegistry registry, String federation) {
    Tags tags = Tags.of("federation", federation);
    append =
        Timer.builder("commonweight.log.append")
            .description("from a statement's arrival at the queue to its receipt")
            .tags(tags)
            .publishPercentileHistogram()
            .register(registry);
  }

  <T> T timed(Supplier<T> work) {
    return append.record(work);
  }
}
