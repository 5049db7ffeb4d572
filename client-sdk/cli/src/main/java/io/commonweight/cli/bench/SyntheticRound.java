package io.commonweight.cli.bench;

import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.aggregation.NewValues;
import io.commonweight.federation.aggregation.OldValues;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.Procedure;
import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.federation.aggregation.Question;
import io.commonweight.federation.aggregation.Segment;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.aggregation.Voter;
import io.commonweight.federation.recompute.MappedQuanta;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A round of one tensor whose updates are mapped files of seeded noise, and which is aggregated
 * into memory by any number of threads.
 */
final class SyntheticRound implements AutoCloseable {
  private static final int SCALE = 10;
  private static final int SHARDS_PER_THREAD = 8;
  private static final int BUFFER_BYTES = 1 << 20;

  private final Arena arena = Arena.ofShared();
  private final Path folder;
  private final Encoding encoding;
  private final Electorate electorate;
  private final List<MemorySegment> updates = new ArrayList<>();
  private final MemorySegment base;
  private final MemorySegment output;
  private final List<Shard> shards;
  private final ExecutorService threads;

  /** Writes the updates into an empty folder. */
  SyntheticRound(Path folder, int clients, long parameters, Encoding encoding, int threads)
      throws IOException {
    this.folder = folder;
    this.encoding = encoding;
    this.electorate = new Electorate(Voter.ofEach(clients), Collections.nCopies(clients, 1000));
    for (int client = 0; client < clients; client++) {
      updates.add(write(client, parameters * encoding.bytes()));
    }
    this.base = arena.allocate(parameters * Float.BYTES, Long.BYTES);
    this.output = arena.allocate(parameters * Float.BYTES, Long.BYTES);
    this.shards =
        Shard.cut(
            List.of(new TensorRange(parameters, SCALE)),
            Math.ceilDiv(parameters, (long) threads * SHARDS_PER_THREAD));
    this.threads = Executors.newFixedThreadPool(threads);
  }

  private MemorySegment write(int client, long bytes) throws IOException {
    var random = new SplittableRandom(client);
    var buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int mask = encoding == Encoding.I32 ? 0x007f_ffff : -1; // 24 bits, never the lowest value
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("update-" + client),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; left -= buffer.limit()) {
        buffer.clear();
        while (buffer.hasRemaining()) {
          buffer.putInt(random.nextInt() & mask & 0x7f7f_7f7f);
        }
        buffer.flip().limit((int) Math.min(buffer.limit(), left));
        while (buffer.hasRemaining()) {
          file.write(buffer);
        }
      }
      return file.map(MapMode.READ_ONLY, 0, bytes, arena);
    }
  }

  /** Aggregates once. */
  void aggregate(Rule rule) throws IOException, InterruptedException {
    var procedure = new Procedure(rule, electorate.weights());
    List<List<BigInteger>> answers = new ArrayList<>();
    while (true) {
      switch (procedure.next(answers)) {
        case Procedure.Step.Ask(Question question) ->
            answers.add(
                onAll(shard -> answer(question, shard)).stream()
                    .reduce(Question::join)
                    .orElseThrow());
        case Procedure.Step.Combine(Combination combination) -> {
          onAll(shard -> combine(combination, shard));
          return;
        }
        case Procedure.Step.Keep _ ->
            throw new IllegalArgumentException("too few clients for the rule");
      }
    }
  }

  private List<BigInteger> answer(Question question, Shard shard) throws IOException {
    return question.answer(
        electorate.voters(), quanta(shard), encoding.valueBits(), SCALE, shard.segments());
  }

  private Shard combine(Combination combination, Shard shard) throws IOException {
    var values =
        new NewValues(
            combination,
            electorate.voters(),
            quanta(shard),
            encoding.valueBits(),
            Optimizer.none(),
            Part.WEIGHTS);
    for (Segment segment : shard.segments()) {
      for (long at = segment.from(); at < segment.to(); at += values.window()) {
        int count = (int) Math.min(values.window(), segment.to() - at);
        var old = new OldValues(floats(base, at, count), List.of());
        values.next(segment.scale(), count, old, floats(output, at, count));
      }
    }
    return shard;
  }

  private static MemorySegment floats(MemorySegment file, long from, int count) {
    return file.asSlice(from * Float.BYTES, (long) count * Float.BYTES);
  }

  private List<Quanta> quanta(Shard shard) {
    int width = encoding.bytes();
    List<Quanta> quanta = new ArrayList<>();
    for (MemorySegment update : updates) {
      long bytes = (shard.to() - shard.from()) * width;
      quanta.add(new MappedQuanta(update.asSlice(shard.from() * width, bytes), encoding));
    }
    return quanta;
  }

  /** Reads every update once, and nothing else: what the memory gives. */
  long read() throws IOException, InterruptedException {
    return onAll(this::sum).stream().mapToLong(Long::longValue).sum();
  }

  private long sum(Shard shard) {
    int width = encoding.bytes();
    long sum = 0;
    for (MemorySegment update : updates) {
      long to = shard.to() * width - Long.BYTES;
      for (long at = shard.from() * width; at <= to; at += Long.BYTES) {
        sum += update.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      }
    }
    return sum;
  }

  private interface Work<T> {
    T on(Shard shard) throws IOException;
  }

  private <T> List<T> onAll(Work<T> work) throws IOException, InterruptedException {
    List<Callable<T>> tasks = new ArrayList<>();
    shards.forEach(shard -> tasks.add(() -> work.on(shard)));
    List<T> results = new ArrayList<>();
    for (Future<T> future : threads.invokeAll(tasks)) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw new IOException("a shard failed: " + e.getCause(), e);
      }
    }
    return results;
  }

  @Override
  public void close() throws IOException {
    threads.shutdown();
    arena.close();
    for (int client = 0; client < updates.size(); client++) {
      Files.delete(folder.resolve("update-" + client));
    }
  }
}
