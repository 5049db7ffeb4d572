package io.commonweight.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets many writers append to one log: what has come while the log was written goes in together
 * next. Nobody waits longer than {@link #PATIENCE}. Thread-safe.
 */
final class GroupCommit implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final DurableLog log;
  private final BlockingQueue<Submission> waiting = new LinkedBlockingQueue<>();
  private final Thread writer;
  private final AtomicLong batches = new AtomicLong();

  private record Submission(List<byte[]> entries, CompletableFuture<Void> durable) {}

  /** Starts to write. */
  GroupCommit(DurableLog log) {
    this.log = log;
    this.writer = Thread.ofPlatform().name("log-writer").start(this::write);
  }

  /**
   * Appends entries and waits until they are durable.
   *
   * @throws IOException if they are not written, or not in time
   */
  void append(List<byte[]> entries) throws IOException, InterruptedException {
    var submission = new Submission(entries, new CompletableFuture<>());
    waiting.add(submission);
    try {
      submission.durable().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the log was not written: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the log was not written within " + PATIENCE, e);
    }
  }

  /** How often the log was written. */
  long batches() {
    return batches.get();
  }

  private void write() {
    List<Submission> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(waiting.take());
        waiting.drainTo(batch);
        write(batch);
        batch.clear();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<Submission> batch) {
    List<byte[]> entries = new ArrayList<>();
    batch.forEach(submission -> entries.addAll(submission.entries()));
    try {
      log.append(entries);
      batches.incrementAndGet();
      batch.forEach(submission -> submission.durable().complete(null));
    } catch (IOException | RuntimeException e) {
      batch.forEach(submission -> submission.durable().completeExceptionally(e));
    }
  }

  /** Stops to write; whoever still waits learns that nothing was written, once his time is up. */
  @Override
  public void close() {
    writer.interrupt();
    try {
      writer.join(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
