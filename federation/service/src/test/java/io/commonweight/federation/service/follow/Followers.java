package io.commonweight.federation.service.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.service.PeerRegistry;
import io.commonweight.federation.service.ServiceFederation;
import io.commonweight.federation.service.Workplace;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** The aggregators of a federation, each with a worker and a store of its own, in threads. */
final class Followers implements AutoCloseable {
  private static final long SHARD_ELEMENTS = 30_000;

  private final ServiceFederation federation;
  private final PeerRegistry registry;
  private final Path folder;
  private final Map<Integer, ProgressBoard> boards = new TreeMap<>();
  private final Map<Integer, Thread> running = new TreeMap<>();
  private final List<Workplace> workplaces = new ArrayList<>();

  /** None yet, of a federation at a registry; what they keep is put into a folder. */
  Followers(ServiceFederation federation, PeerRegistry registry, Path folder) {
    this.federation = federation;
    this.registry = registry;
    this.folder = folder;
  }

  /** Starts the aggregator of organization i. */
  void start(int i) throws IOException {
    start(i, FederationFixture.aggregatorKey(i));
  }

  /** The same with another aggregator's key. */
  void start(int i, HybridKey aggregator) throws IOException {
    Workplace workplace = workplace(i);
    workplace.startWorker();
    var assignment =
        new Assignment(
            federation.founding(),
            FederationFixture.organization(i),
            new Keys(aggregator, FederationFixture.releaseKey(i), Optional.of(omsKey(i))),
            Files.createDirectories(folder.resolve("data-" + i)),
            Duration.ofSeconds(1));
    var board = new ProgressBoard();
    boards.put(i, board);
    Follower follower =
        Follower.of(
            assignment,
            workplace.site(),
            workplace.coordinator(SHARD_ELEMENTS),
            workplace.metrics(),
            board);
    running.put(i, Thread.ofPlatform().name("follower-" + i).daemon().start(follower));
  }

  /** With what organization i signs bundles for other tools. */
  static SigningKey omsKey(int i) {
    return FederationFixture.key(Algorithm.P_256, "oms-" + i);
  }

  /** How far the aggregator of organization i has come. */
  Progress progress(int i) {
    return boards.getOrDefault(i, new ProgressBoard()).now();
  }

  /** A workplace of organization i. */
  Workplace workplace(int i) throws IOException {
    var workplace = new Workplace(registry, folder.resolve("store-" + i), i);
    workplaces.add(workplace);
    return workplace;
  }

  /** Stops the aggregator of organization i. */
  void stop(int i) throws InterruptedException {
    Thread follower = running.remove(i);
    if (follower != null) {
      follower.interrupt();
      follower.join(Duration.ofSeconds(10));
    }
  }

  /** Waits until something is so. */
  static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    try {
      for (int i : List.copyOf(running.keySet())) {
        stop(i);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    workplaces.forEach(Workplace::close);
  }
}
