package io.commonweight.federation.service;

import io.commonweight.embedded.SharedServices;
import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.service.cluster.Brokers;
import io.commonweight.federation.service.shard.Coordinator;
import io.commonweight.federation.service.shard.RoundMetrics;
import io.commonweight.federation.service.shard.RoundStore;
import io.commonweight.federation.service.shard.ShardTopics;
import io.commonweight.federation.service.shard.Site;
import io.commonweight.federation.service.worker.ShardComputation;
import io.commonweight.federation.service.worker.ShardWorker;
import io.commonweight.sdk.blob.FileBlobStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The store, the topics, the coordinator and any number of workers of one organization. */
public final class Workplace implements AutoCloseable {
  /** Elements of a shard of which there are many. */
  public static final long SMALL_SHARD = 2_000;

  /** A timeout after which no task is posted again before a worker's death is noticed. */
  public static final Duration LONG = Duration.ofSeconds(90);

  private final Site site;
  private final int organization;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RoundMetrics metrics = new RoundMetrics(meters);
  private final List<Thread> workers = new ArrayList<>();

  /**
   * The workplace of organization i, with topics of its own on the shared broker.
   *
   * @param folder for its store
   */
  public Workplace(PeerRegistry registry, Path folder, int i) throws IOException {
    this(registry, folder, i, freshTopics());
  }

  /** The workplace of organization i. */
  public Workplace(PeerRegistry registry, Path folder, int i, ShardTopics topics)
      throws IOException {
    this.organization = i;
    Clock clock = clock();
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    var client = registry.client();
    this.site =
        new Site(
            client,
            client.session(FederationFixture.NAME, FederationFixture.aggregatorKey(i), clock),
            new RoundStore(new FileBlobStore(folder.resolve("store")), scratch),
            topics,
            clock);
  }

  /** Topics that no other test has, on the shared broker. */
  public static ShardTopics freshTopics() {
    return new ShardTopics(
        Brokers.open(SharedServices.kafka().bootstrapServers()),
        SharedServices.freshTopicPrefix() + "org");
  }

  /** A clock that starts on a day on which the fixture's delegations are at work. */
  public static Clock clock() {
    Instant then = Instant.ofEpochSecond(FederationFixture.ISSUED).plus(Duration.ofDays(1));
    return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), then));
  }

  /** Where it is. */
  public Site site() {
    return site;
  }

  /** Its metrics. */
  public RoundMetrics metrics() {
    return metrics;
  }

  /**
   * How many results its coordinators have had.
   *
   * @param kind {@code accepted} or {@code passed-over}
   */
  public double parts(String kind) {
    return meters.counter("commonweight.aggregator.parts", "result", kind).count();
  }

  /** A coordinator that waits for nothing longer than it must in a test. */
  public Coordinator coordinator(long shardElements) {
    return coordinator(shardElements, Duration.ofSeconds(3));
  }

  /** A coordinator that posts tasks again when no result has come for some time. */
  public Coordinator coordinator(long shardElements, Duration taskTimeout) {
    var settings = new Coordinator.Settings(shardElements, taskTimeout, Duration.ZERO);
    return new Coordinator(
        FederationFixture.aggregatorKey(organization).fingerprint(), site, settings, metrics);
  }

  /** Its store, in which something happens when a part is half written. */
  public RoundStore haltingStore(int part, Runnable halfWay) {
    RoundStore store = site.store();
    return new RoundStore(new HaltingStore(store.store(), part, halfWay), store.scratch());
  }

  /** Starts one more worker. */
  public Thread startWorker() {
    return startWorker(UUID.randomUUID().toString(), site.store());
  }

  /** Starts a worker with a name and a way of its own to the store. */
  public Thread startWorker(String name, RoundStore store) {
    var worker = new ShardWorker(name, site.topics(), new ShardComputation(store));
    Thread thread = Thread.ofPlatform().name("worker").daemon().start(worker);
    workers.add(thread);
    return thread;
  }

  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
    try {
      for (Thread worker : workers) {
        worker.join(Duration.ofSeconds(10));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
