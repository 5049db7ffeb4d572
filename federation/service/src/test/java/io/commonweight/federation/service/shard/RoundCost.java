package io.commonweight.federation.service.shard;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.recompute.CanonicalHeader;
import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.federation.service.ServiceFederation;
import io.commonweight.federation.service.Workplace;
import io.commonweight.federation.service.worker.SettleRate;
import io.commonweight.federation.service.worker.ShardComputation;
import io.commonweight.federation.service.worker.ShardWorker;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.FileBlobStore;
import io.commonweight.sdk.blob.UploadPart;
import io.commonweight.sdk.blob.UploadSession;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What each step of a round costs on this machine, with a file store. Steps of one thread are told
 * in bytes per second of that thread's processor time, so that a busy machine tells nearly the same
 * as a quiet one.
 */
final class RoundCost {
  private static final int REPEATS = 3;
  private static final Sha256 ROUND = FederationFixture.digest("round");

  private final PrintStream out;
  private final RoundStore store;
  private final List<Release.Tensor> tensors;
  private final int elements;
  private final int updates;
  private final long shard;
  private final Path update;
  private final Sha256 base;

  /** A model and its updates, of seeded numbers. */
  RoundCost(Path folder, int elements, int updates, long shard, PrintStream out)
      throws IOException {
    this.out = out;
    this.elements = elements;
    this.updates = updates;
    this.shard = shard;
    this.tensors = List.of(new Release.Tensor("w", List.of((long) elements)));
    this.store =
        new RoundStore(
            new FileBlobStore(folder.resolve("store")),
            Files.createDirectories(folder.resolve("scratch")));
    this.update = folder.resolve("update");
    var random = new Random(5);
    var quanta = IntBuffer.wrap(random.ints(elements, -50, 51).toArray());
    var values = FloatBuffer.allocate(elements);
    while (values.hasRemaining()) {
      values.put(random.nextFloat(-1, 1));
    }
    Path weights = folder.resolve("weights");
    Safetensors.writeFloats(
        weights,
        new TreeMap<>(Map.of("w", new FloatTensor(tensors.getFirst().shape(), values.flip()))));
    Safetensors.writeInts(
        update,
        Dtype.I32,
        new TreeMap<>(Map.of("w", new IntTensor(tensors.getFirst().shape(), quanta))));
    this.base = Sha256.of(weights);
    store.keep(RoundStore.weightsKey(base), weights);
    for (int i = 0; i < updates; i++) {
      store.keep(RoundStore.updateKey(commitment(i)), update);
    }
  }

  /**
   * Prints a table.
   *
   * @param tasks how many are settled to see how fast that goes
   * @return how many a second
   */
  double run(int tasks) throws Exception {
    out.printf(
        "%d processors, load %.1f, Java %s, %s; %d elements, %d updates, shards of %d%n",
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version(),
        Files.getFileStore(update).type(),
        elements,
        updates,
        shard);
    long size = Files.size(update);
    time("SHA-256 of a file", size, () -> Sha256.of(update));
    UpdateFile rules = rules();
    time("judge an update", size, () -> rules.judge(update));
    steps(size);
    for (int workers = 1; workers <= 2; workers++) {
      wholeRound(workers, size);
    }
    ShardTopics topics = Workplace.freshTopics();
    ShardMessages.post(
        topics,
        IntStream.range(0, tasks).mapToObj(i -> new ShardTask(ROUND, ROUND, ROUND, i)).toList());
    double rate = SettleRate.of(topics, tasks);
    out.printf("%-52s %8.0f a second%n", "settle a task, one worker", rate);
    return rate;
  }

  /** Compute, assemble, and read what was assembled, in one thread. */
  private void steps(long size) throws Exception {
    for (int i = 0; i < REPEATS; i++) {
      String staging = UUID.randomUUID().toString();
      UploadSession upload = store.begin(staging);
      RoundPlan plan = plan().in(Part.WEIGHTS, staging, upload.id());
      Sha256 digest = store.keep(plan);
      var computation = new ShardComputation(store);
      List<ShardResult> results = new ArrayList<>();
      once(
          "worker: compute and write shards, bytes of updates",
          size * updates,
          () -> {
            for (int s = 0; s < plan.shards().size(); s++) {
              results.add(computation.run(new ShardTask(ROUND, ROUND, digest, s)).orElseThrow());
            }
          });
      once(
          "store: complete the upload, bytes of the model",
          size,
          () -> upload.complete(parts(results)));
      once(
          "coordinator: read and hash what was assembled",
          size,
          () -> {
            try (var staged = store.openStaged(plan.staging())) {
              Output.of(
                  staged, FederationFixture.aggregatorKey(1).fingerprint(), told(plan, results));
            }
          });
      store.end(plan.staging(), upload);
    }
  }

  /** With workers and topics, as the coordinator does it. */
  private void wholeRound(int workers, long size) throws Exception {
    ShardTopics topics = Workplace.freshTopics();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      var worker = new ShardWorker("w" + i, topics, new ShardComputation(store));
      threads.add(Thread.ofPlatform().daemon().start(worker));
    }
    var metrics = new RoundMetrics(new SimpleMeterRegistry());
    for (int i = 0; i < REPEATS; i++) {
      String staging = UUID.randomUUID().toString();
      UploadSession upload = store.begin(staging);
      RoundPlan plan = plan().in(Part.WEIGHTS, staging, upload.id());
      long start = System.nanoTime();
      try (var board = new TaskBoard(topics)) {
        upload.complete(
            parts(
                new Assembly(store, board, Clock.systemUTC(), Workplace.LONG, metrics).run(plan)));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      out.printf(
          "%-52s %8.2f s, %.0f MB/s of updates%n",
          workers + " workers: shards posted, computed and assembled",
          seconds,
          size * updates / seconds / 1e6);
      store.end(plan.staging(), upload);
    }
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
  }

  private static List<Output.Part> told(RoundPlan plan, List<ShardResult> results) {
    List<Output.Part> parts = new ArrayList<>();
    for (Shard one : plan.shards()) {
      long header = one.index() == 0 ? plan.baseDataOffset() : 0;
      long bytes = header + one.toByte() - one.fromByte();
      parts.add(new Output.Part(bytes, results.get(one.index()).partDigest()));
    }
    return parts;
  }

  private static List<UploadPart> parts(List<ShardResult> results) {
    return results.stream().map(r -> new UploadPart(r.shard() + 1, r.tag())).toList();
  }

  private RoundPlan plan() {
    long header = CanonicalHeader.of(tensors, Dtype.F32).layout().dataOffset();
    return new RoundPlan(
        ROUND,
        ROUND,
        Encoding.I32,
        Privacy.OPEN,
        Rule.mean(),
        Optimizer.none(),
        List.of(base),
        header,
        rules().dataOffset(),
        List.of(new TensorRange(elements, 20)),
        IntStream.range(0, updates)
            .mapToObj(i -> new RoundPlan.Input(commitment(i), "o" + i, 1, 1))
            .toList(),
        List.of(),
        Part.WEIGHTS,
        shard,
        "",
        "");
  }

  private UpdateFile rules() {
    var federation = new ServiceFederation();
    RoundOpen open =
        RoundOpen.after(
            federation.founding().charter(),
            federation.founding().charterDigest(),
            federation.release0(),
            federation.founding().charterDigest());
    return new UpdateFile(open, tensors);
  }

  private static Sha256 commitment(int update) {
    return FederationFixture.digest("update " + update);
  }

  private interface Step {
    void run() throws Exception;
  }

  private void time(String what, long bytes, Step step) throws Exception {
    for (int i = 0; i < REPEATS; i++) {
      once(what, bytes, step);
    }
  }

  private void once(String what, long bytes, Step step) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    step.run();
    double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        "%-52s %8.0f MB per CPU second, %8.0f MB/s%n",
        what, bytes / cpuSeconds / 1e6, bytes / seconds / 1e6);
  }
}
