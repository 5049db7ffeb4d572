package io.commonweight.cli.bench;

import io.commonweight.sdk.blob.FileBlobStore;
import io.commonweight.sdk.log.CosignerKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** How fast entries become durable. */
final class Appending {
  private final Path folder;
  private final byte[] entry;
  private final CosignerKey key = CosignerKey.generate("bench.example/log", new SecureRandom());

  /**
   * A measurement with entries of one kind.
   *
   * @param folder an empty folder on the disk to measure
   */
  Appending(Path folder, byte[] entry) {
    this.folder = folder;
    this.entry = entry.clone();
  }

  /**
   * What some writers reached.
   *
   * @param batch how many entries each hands over at once
   * @param writers how many there are
   * @param rate entries
   * @param perCheckpoint how many entries came under one checkpoint, on average
   */
  record Row(int batch, int writers, Rate rate, double perCheckpoint) {}

  /** The baseline: one file that every entry is forced to by itself, without tree or signature. */
  Rate oneForceEach(Duration time) throws Exception {
    Path file = folder.resolve("plain");
    try (FileChannel plain =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return Rate.of(
          "one fsync per entry",
          time,
          () -> {
            for (var left = ByteBuffer.wrap(entry); left.hasRemaining(); ) {
              plain.write(left);
            }
            plain.force(false);
          });
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** A log in tiles with signed checkpoints. */
  Row measure(int batch, int writers, Duration time) throws Exception {
    Path store = Files.createDirectory(folder.resolve("log"));
    List<byte[]> entries = Collections.nCopies(batch, entry);
    try (var commit = new GroupCommit(new DurableLog(new FileBlobStore(store), key));
        ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      commit.append(entries);
      long batches = commit.batches();
      long begun = System.nanoTime();
      long end = begun + time.toNanos();
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        counts.add(threads.submit(() -> write(commit, entries, end)));
      }
      long written = 0;
      for (Future<Long> count : counts) {
        written += count.get();
      }
      var rate =
          new Rate(
              "batch %d, %d %s".formatted(batch, writers, writers == 1 ? "writer" : "writers"),
              written,
              Duration.ofNanos(System.nanoTime() - begun));
      return new Row(batch, writers, rate, (double) written / (commit.batches() - batches));
    } finally {
      delete(store);
    }
  }

  private static long write(GroupCommit commit, List<byte[]> entries, long end)
      throws IOException, InterruptedException {
    long written = 0;
    do {
      commit.append(entries);
      written += entries.size();
    } while (System.nanoTime() < end);
    return written;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
