package io.commonweight.registry.log;

import io.commonweight.registry.problem.RegistryException.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writers that hand in batches of statements until their time is over or none are left. It ends at
 * the latest {@link #PATIENCE} after its time, or fails.
 */
final class Writing {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final LogWriter log;
  private final List<byte[]> entries;
  private final int batch;
  private final long begun = System.nanoTime();
  private final long end;
  private final AtomicInteger next = new AtomicInteger();
  private volatile long ended = begun;

  /**
   * What is to be handed in.
   *
   * @param batch how many at once
   * @param time after which no new batch is begun
   */
  Writing(LogWriter log, List<byte[]> entries, int batch, Duration time) {
    this.log = log;
    this.entries = entries;
    this.batch = batch;
    this.end = begun + time.toNanos();
  }

  /** Writes with so many writers, and returns how long each receipt took. */
  List<Duration> by(int writers) throws Exception {
    List<Duration> waits = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<Duration>> writer = () -> write(threads);
      long patience = end - begun + PATIENCE.toNanos();
      for (Future<List<Duration>> written :
          threads.invokeAll(Collections.nCopies(writers, writer), patience, TimeUnit.NANOSECONDS)) {
        waits.addAll(written.get());
      }
      ended = System.nanoTime();
    }
    return waits;
  }

  /** How long it took. */
  Duration taken() {
    return Duration.ofNanos(ended - begun);
  }

  private List<Duration> write(ExecutorService threads) throws Exception {
    List<Duration> waits = new ArrayList<>();
    do {
      List<Callable<Duration>> handed = new ArrayList<>();
      for (byte[] entry : nextBatch()) {
        handed.add(() -> append(entry));
      }
      for (Future<Duration> wait : threads.invokeAll(handed)) {
        waits.add(wait.get());
      }
    } while (System.nanoTime() < end && next.get() < entries.size());
    return waits;
  }

  private List<byte[]> nextBatch() {
    int from = next.getAndAdd(batch);
    return entries.subList(Math.min(from, entries.size()), Math.min(from + batch, entries.size()));
  }

  /** A sequencer whose queue is full says when to send the statement again. */
  private Duration append(byte[] entry) throws InterruptedException {
    long sent = System.nanoTime();
    while (true) {
      try {
        String receipt = log.append(entry);
        if (receipt.isEmpty()) {
          throw new IllegalStateException("no receipt");
        }
        return Duration.ofNanos(System.nanoTime() - sent);
      } catch (Unavailable full) {
        if (System.nanoTime() > end + PATIENCE.toNanos()) {
          throw full;
        }
        Thread.sleep(full.retryAfter());
      }
    }
  }
}
