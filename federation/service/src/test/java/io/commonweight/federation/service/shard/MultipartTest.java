package io.commonweight.federation.service.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.embedded.S3;
import io.commonweight.embedded.SharedServices;
import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.service.Workplace;
import io.commonweight.federation.service.worker.ShardComputation;
import io.commonweight.federation.service.worker.ShardWorker;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.FileBlobStore;
import io.commonweight.sdk.blob.S3BlobStore;
import io.commonweight.sdk.blob.UploadPart;
import io.commonweight.sdk.blob.UploadSession;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minio.MinioAsyncClient;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of more than 15 MiB, assembled in a real S3 store from parts of several workers. */
class MultipartTest {
  private static final int ELEMENTS = 4_200_000;
  private static final long SHARD = (5 << 20) / 4;
  private static final int HEADER_BYTES = 8;
  private static final String STAGING = "model";
  private static final Sha256 ROUND = FederationFixture.digest("round");
  private static final List<Sha256> UPDATES =
      List.of(FederationFixture.digest("one"), FederationFixture.digest("two"));

  @TempDir private Path folder;

  @Test
  void objectOfManyPartsHasTheDigestOfOneWindow() throws Exception {
    RoundStore one = store("one", new FileBlobStore(folder.resolve("store")));
    RoundStore many = store("many", s3());
    Sha256 base = fill(one.store());
    fill(many.store());
    Sha256 expected = inOneShard(one, base);

    UploadSession upload = many.begin(STAGING);
    RoundPlan plan = plan(base, SHARD).in(Part.WEIGHTS, STAGING, upload.id());
    List<ShardResult> results = assemble(many, plan, upload);
    Output output;
    try (var staged = many.openStaged(plan.staging())) {
      output = Output.of(staged, FederationFixture.aggregatorKey(1).fingerprint());
    }
    many.accept(plan.staging(), output.digest());
    many.end(plan.staging(), upload);

    assertThat(results).hasSize(4);
    assertThat(output.digest()).isEqualTo(expected);
    assertThat(many.store().size(RoundStore.weightsKey(expected)))
        .hasValue(HEADER_BYTES + 4L * ELEMENTS);
    assertThat(many.store().list("staging/")).isEmpty();
  }

  private static List<ShardResult> assemble(RoundStore store, RoundPlan plan, UploadSession upload)
      throws Exception {
    ShardTopics topics = Workplace.freshTopics();
    List<Thread> workers = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      var worker = new ShardWorker("worker-" + i, topics, new ShardComputation(store));
      workers.add(Thread.ofPlatform().daemon().start(worker));
    }
    try (var board = new TaskBoard(topics)) {
      var metrics = new RoundMetrics(new SimpleMeterRegistry());
      List<ShardResult> results =
          new Assembly(store, board, Clock.systemUTC(), Workplace.LONG, metrics).run(plan);
      upload.complete(results.stream().map(r -> new UploadPart(r.shard() + 1, r.tag())).toList());
      return results;
    } finally {
      for (Thread worker : workers) {
        worker.interrupt();
        worker.join();
      }
    }
  }

  private static Sha256 inOneShard(RoundStore store, Sha256 base) throws Exception {
    UploadSession upload = store.begin(STAGING);
    RoundPlan plan = plan(base, ELEMENTS).in(Part.WEIGHTS, STAGING, upload.id());
    var task = new ShardTask(ROUND, ROUND, store.keep(plan), 0);
    Sha256 digest = new ShardComputation(store).run(task).orElseThrow().partDigest();
    store.end(plan.staging(), upload);
    return digest;
  }

  private static RoundPlan plan(Sha256 base, long shardElements) {
    return new RoundPlan(
        ROUND,
        ROUND,
        Encoding.I32,
        Privacy.OPEN,
        Rule.mean(),
        Optimizer.none(),
        List.of(base),
        HEADER_BYTES,
        0,
        List.of(new TensorRange(ELEMENTS, 20)),
        List.of(
            new RoundPlan.Input(UPDATES.get(0), "north", 3, 1),
            new RoundPlan.Input(UPDATES.get(1), "south", 4, 1)),
        List.of(),
        Part.WEIGHTS,
        shardElements,
        "",
        "");
  }

  /** Puts the base and the updates there, the same into every store. */
  private static Sha256 fill(BlobStore store) throws Exception {
    var random = new Random(11);
    byte[] weights = new byte[HEADER_BYTES + 4 * ELEMENTS];
    ByteBuffer floats = littleEndian(weights).putLong(ELEMENTS);
    while (floats.hasRemaining()) {
      floats.putFloat(random.nextFloat(-1, 1));
    }
    Sha256 base = Sha256.of(weights);
    put(store, RoundStore.weightsKey(base), weights);
    for (Sha256 update : UPDATES) {
      byte[] content = new byte[4 * ELEMENTS];
      ByteBuffer quanta = littleEndian(content);
      while (quanta.hasRemaining()) {
        quanta.putInt(random.nextInt(-3000, 3001));
      }
      put(store, RoundStore.updateKey(update), content);
    }
    return base;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void put(BlobStore store, String key, byte[] content) throws Exception {
    store.put(key, new ByteArrayInputStream(content), content.length);
  }

  private RoundStore store(String name, BlobStore store) throws Exception {
    return new RoundStore(store, Files.createDirectories(folder.resolve(name)));
  }

  private static BlobStore s3() {
    S3 s3 = SharedServices.s3();
    MinioAsyncClient client =
        MinioAsyncClient.builder()
            .endpoint(s3.endpoint().toString())
            .region("us-east-1")
            .credentials(s3.accessKey(), s3.secretKey())
            .build();
    return new S3BlobStore(client, SharedServices.freshBucket());
  }
}
