package io.commonweight.federation.service.shard;

import static io.commonweight.federation.service.ServiceFederation.blob;
import static io.commonweight.federation.service.ServiceFederation.quanta;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.service.PeerRegistry;
import io.commonweight.federation.service.ServiceFederation;
import io.commonweight.federation.service.Workplace;
import io.commonweight.federation.service.worker.ShardComputation;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Update;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatorTest {
  private static final long SHARD = 20_000;

  @TempDir private Path folder;
  private PeerRegistry registry;
  private Workplace workplace;

  @BeforeEach
  void start() throws IOException {
    registry = new PeerRegistry(new ServiceFederation());
    workplace = new Workplace(registry, folder, 1);
    registry.open();
  }

  @AfterEach
  void stop() {
    workplace.close();
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({"1000000,1", "73308,1", "20000,2", "5000,4", "997,8"})
  void resultIsThatOfOneWindowWhateverTheShardsAndWorkers(long shardElements, int workers)
      throws Exception {
    submitAll();
    for (int i = 0; i < workers; i++) {
      workplace.startWorker();
    }

    Aggregate aggregate = compute(shardElements);

    byte[] expected = reference(List.of(1, 2, 3, 4));
    assertThat(aggregate.rejected()).isEmpty();
    assertThat(aggregate.outputDigest()).isEqualTo(Sha256.of(expected));
    MessageDigest proof =
        Aggregate.newOutputProof(FederationFixture.aggregatorKey(1).fingerprint());
    assertThat(aggregate.outputProof()).isEqualTo(Sha256.ofBytes(proof.digest(expected)));
    try (var stored =
        workplace.site().store().open(RoundStore.weightsKey(aggregate.outputDigest()))) {
      assertThat(stored.readAllBytes()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void resultIsTheSameInWhateverOrderShardsAreComputedAndTold(long seed) throws Exception {
    submitAll();
    Round round = registry.closeRound();
    var result = new AtomicReference<Aggregate>();
    Thread coordinator = startComputing(round, result);
    List<ShardTask> tasks = takeTasks(4);
    Collections.shuffle(tasks, new Random(seed));
    var computation = new ShardComputation(workplace.site().store());

    List<ShardResult> results = new ArrayList<>();
    for (ShardTask task : tasks) {
      results.add(computation.run(task).orElseThrow());
    }
    Collections.shuffle(results, new Random(seed));
    for (ShardResult one : results) {
      ShardMessages.write(workplace.site().topics(), one);
    }

    assertThat(coordinator.join(Duration.ofSeconds(60))).isTrue();
    assertThat(result.get().outputDigest()).isEqualTo(Sha256.of(reference(List.of(1, 2, 3, 4))));
  }

  /** Takes tasks as a worker would. */
  private List<ShardTask> takeTasks(int count) throws Exception {
    ShardTopics topics = workplace.site().topics();
    topics.create();
    List<ShardTask> tasks = new ArrayList<>();
    try (var consumer = topics.workerConsumer()) {
      while (tasks.size() < count) {
        for (var message : consumer.poll(Duration.ofMillis(200))) {
          tasks.add(ShardTask.parse(message.value()));
        }
      }
    }
    return tasks;
  }

  @Test
  void hostileUpdatesAreRejectedWithTheirReasonsAndTheRestCounts() throws Exception {
    registry.submit(1, blob(quanta(1)));
    registry.submit(2, "not a file".getBytes(StandardCharsets.UTF_8));
    registry.submit(3, blob(quanta(3)));
    registry.submit(4, blob(new TreeMap<>(Map.of("a.bias", IntTensor.of(List.of(1L), 1)))));
    workplace.startWorker();

    Aggregate aggregate = compute(SHARD);

    assertThat(aggregate.rejected())
        .containsExactly(
            new Rejection(index(2), node(2), Reason.MALFORMED),
            new Rejection(index(4), node(4), Reason.SCHEMA));
    assertThat(aggregate.outputDigest()).isEqualTo(Sha256.of(reference(List.of(1, 3))));
  }

  @Test
  void blobThatDoesNotOpenItsCommitmentIsRejected() throws Exception {
    byte[] stated = blob(quanta(1));
    registry.submit(1, stated);
    byte[] swapped = stated.clone();
    swapped[swapped.length - 1] ^= 1;
    registry.store(
        Update.commit(ServiceFederation.salt(1), Sha256.of(stated)),
        ServiceFederation.salt(1),
        swapped);
    registry.submit(2, blob(quanta(2)));
    workplace.startWorker();

    assertThat(compute(SHARD).rejected())
        .containsExactly(new Rejection(index(1), node(1), Reason.COMMITMENT));
  }

  @Test
  void blobOfAnotherSizeThanStatedIsRejected() throws Exception {
    byte[] stated = blob(quanta(1));
    registry.submit(1, stated);
    registry.store(
        Update.commit(ServiceFederation.salt(1), Sha256.of(stated)),
        ServiceFederation.salt(1),
        Arrays.copyOf(stated, stated.length + 1));
    registry.submit(2, blob(quanta(2)));
    workplace.startWorker();

    assertThat(compute(SHARD).rejected())
        .containsExactly(new Rejection(index(1), node(1), Reason.SIZE));
  }

  @Test
  void withoutAnyBlobTheWeightsStayWhatTheyAre() throws Exception {
    registry.submit(1, blob(quanta(1)));
    registry.submit(3, blob(quanta(3)));
    registry.loseUpdates();

    Aggregate aggregate = compute(SHARD);

    assertThat(aggregate.rejected())
        .containsExactly(
            new Rejection(index(1), node(1), Reason.MISSING_BLOB),
            new Rejection(index(3), node(3), Reason.MISSING_BLOB));
    assertThat(aggregate.outputDigest())
        .isEqualTo(new ServiceFederation().release0().weights().sha256());
  }

  @Test
  void tasksOfAWorkerThatDiesGoToAnother() throws Exception {
    submitAll();
    Round round = registry.closeRound();
    var result = new AtomicReference<Aggregate>();
    Thread coordinator = startComputing(round, result);
    Thread first = workplace.startWorker();
    Thread.sleep(Duration.ofMillis(700));
    first.interrupt();

    workplace.startWorker();

    assertThat(coordinator.join(Duration.ofSeconds(60))).isTrue();
    assertThat(result.get().outputDigest()).isEqualTo(Sha256.of(reference(List.of(1, 2, 3, 4))));
  }

  @Test
  void coordinatorThatWasStoppedComesToTheSameResultAgain() throws Exception {
    submitAll();
    Round round = registry.closeRound();
    var never = new AtomicReference<Aggregate>();
    Thread killed = startComputing(round, never);
    Thread.sleep(Duration.ofSeconds(2)); // it waits for workers that are not there
    killed.interrupt();
    killed.join();
    assertThat(never.get()).isNull();

    workplace.startWorker();
    Aggregate again =
        workplace
            .coordinator(SHARD / 2)
            .compute(registry.state(), round, InputSet.of(registry.state(), round));

    assertThat(again.outputDigest()).isEqualTo(Sha256.of(reference(List.of(1, 2, 3, 4))));
  }

  @Test
  void resultThatSomebodyForgedIsNotBelieved() throws Exception {
    submitAll();
    workplace.site().topics().create();
    Thread forger = Thread.ofPlatform().daemon().start(this::forge);

    assertThatThrownBy(() -> compute(SHARD)).isInstanceOf(IOException.class);
    forger.interrupt();
    forger.join();
    workplace.startWorker();
    Round round = registry.state().rounds().getLast();

    assertThat(
            workplace
                .coordinator(SHARD)
                .compute(registry.state(), round, InputSet.of(registry.state(), round))
                .outputDigest())
        .isEqualTo(Sha256.of(reference(List.of(1, 2, 3, 4))));
  }

  /** Answers every task without having written anything, and writes noise. */
  private void forge() {
    ShardTopics topics = workplace.site().topics();
    try (var tasks = topics.workerConsumer();
        Producer<byte[], byte[]> out = topics.producer()) {
      while (true) {
        for (var message : tasks.poll(Duration.ofMillis(200))) {
          ShardTask task = ShardTask.parse(message.value());
          Sha256 lie = FederationFixture.digest("lie");
          var _ =
              out.send(
                  new ProducerRecord<>(topics.results(), "{".getBytes(StandardCharsets.UTF_8)));
          var _ =
              out.send(
                  new ProducerRecord<>(
                      topics.results(), ShardResult.of(task, lie, lie.hex()).encode()));
        }
      }
    } catch (Exception _) {
      // interrupted
    }
  }

  private Thread startComputing(Round round, AtomicReference<Aggregate> result) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                result.set(
                    workplace
                        .coordinator(SHARD)
                        .compute(registry.state(), round, InputSet.of(registry.state(), round)));
              } catch (IOException | InterruptedException | RuntimeException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private Aggregate compute(long shardElements) throws IOException, InterruptedException {
    Round round = registry.closeRound();
    return workplace
        .coordinator(shardElements)
        .compute(registry.state(), round, InputSet.of(registry.state(), round));
  }

  private void submitAll() {
    for (int i = 1; i <= 4; i++) {
      registry.submit(i, blob(quanta(i)));
    }
  }

  private long index(int node) {
    return registry.state().updates().stream()
        .filter(update -> update.signer().equals(node(node)))
        .map(Logged::index)
        .findFirst()
        .orElseThrow();
  }

  private static Fingerprint node(int i) {
    return FederationFixture.nodeKey(i).fingerprint();
  }

  /** The weights after an update of each node, weighted by its frames, one window per tensor. */
  static byte[] reference(List<Integer> nodes) throws IOException {
    long total = nodes.stream().mapToLong(i -> 100L * i).sum();
    SortedMap<String, FloatTensor> output = new TreeMap<>();
    ServiceFederation.base()
        .forEach(
            (name, base) -> {
              float[] values = base.toArray();
              long[] sums = new long[values.length];
              for (int node : nodes) {
                int[] update = Optional.ofNullable(quanta(node).get(name)).orElseThrow().toArray();
                for (int i = 0; i < sums.length; i++) {
                  sums[i] += 100L * node * update[i];
                }
              }
              for (int i = 0; i < sums.length; i++) {
                long mean =
                    BigDecimal.valueOf(sums[i])
                        .divide(BigDecimal.valueOf(total), 0, RoundingMode.HALF_EVEN)
                        .longValueExact();
                values[i] = (float) ((double) values[i] + Math.scalb((double) mean, -20));
              }
              output.put(name, new FloatTensor(base.shape(), FloatBuffer.wrap(values)));
            });
    Path file = Files.createTempFile("reference", "");
    try {
      Safetensors.writeFloats(file, output);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }
}
