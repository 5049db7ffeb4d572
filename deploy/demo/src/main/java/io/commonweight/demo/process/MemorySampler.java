package io.commonweight.demo.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches the resident memory of all descendants of this process, once a second.
 *
 * <p>Pages that processes share are counted in each: the sum is an upper bound. On systems without
 * {@code /proc} it stays 0.
 */
public final class MemorySampler implements AutoCloseable {
  private static final long PAGE_BYTES = 4096;

  private final AtomicLong peak = new AtomicLong();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  /** Starts sampling. */
  public MemorySampler() {
    var _ = clock.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.SECONDS);
  }

  /** The largest sum seen, in bytes. */
  public long peakBytes() {
    return peak.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void sample() {
    long sum = ProcessHandle.current().descendants().mapToLong(MemorySampler::residentBytes).sum();
    peak.accumulateAndGet(sum, Math::max);
  }

  private static long residentBytes(ProcessHandle process) {
    try {
      var statm =
          new StringTokenizer(Files.readString(Path.of("/proc/" + process.pid() + "/statm")));
      statm.nextToken(); // the size of the address space; then the resident pages
      return Long.parseLong(statm.nextToken()) * PAGE_BYTES;
    } catch (IOException e) {
      return 0; // it has just ended
    }
  }
}
