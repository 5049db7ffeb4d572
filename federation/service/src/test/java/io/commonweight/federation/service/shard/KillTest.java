package io.commonweight.federation.service.shard;

import static io.commonweight.federation.service.ServiceFederation.blob;
import static io.commonweight.federation.service.ServiceFederation.quanta;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.embedded.KafkaCluster;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.service.PeerRegistry;
import io.commonweight.federation.service.ServiceFederation;
import io.commonweight.federation.service.ServiceProgram;
import io.commonweight.federation.service.ServiceProgram.Role;
import io.commonweight.federation.service.Workplace;
import io.commonweight.federation.service.cluster.Brokers;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Aggregate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rounds in whose midst something is killed as by {@code kill -9}: the digest is that of one
 * window, and the coordinator has had one result for each shard.
 */
class KillTest {
  private static final int SHARDS = 37;
  private static final int MIDST = 18;

  @TempDir private Path folder;

  @Test
  void shardOfAWorkerThatIsKilledGoesToAnother() throws Exception {
    ShardTopics topics = Workplace.freshTopics();
    try (var registry = new PeerRegistry(new ServiceFederation());
        var workplace = new Workplace(registry, folder, 1, topics)) {
      CompletableFuture<Aggregate> round = startRound(registry, workplace);
      Process killed = ServiceProgram.start(Role.WORKER, folder, topics, MIDST);
      ServiceProgram.await(killed, ServiceProgram.HALTED);
      killed.destroyForcibly();

      workplace.startWorker();

      assertRound(round.get(90, TimeUnit.SECONDS), workplace);
    }
  }

  @Test
  void serviceThatIsKilledAndStartsAgainComesToTheSameDigest() throws Exception {
    ShardTopics topics = Workplace.freshTopics();
    Process killed = ServiceProgram.start(Role.WHOLE, folder, topics, MIDST);
    ServiceProgram.await(killed, ServiceProgram.HALTED);
    killed.destroyForcibly();
    assertThat(killed.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("scratch")).isNotEmptyDirectory();

    Process again = ServiceProgram.start(Role.WHOLE, folder, topics, 0);

    assertThat(ServiceProgram.await(again, "parts")).isEqualTo(String.valueOf(SHARDS));
    assertThat(again.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Path weights = folder.resolve("store/weights").resolve(expected().hex());
    assertThat(Sha256.of(weights)).isEqualTo(expected());
    assertThat(folder.resolve("scratch")).isEmptyDirectory();
  }

  @Test
  void roundGoesOnWithoutTheBrokerThatHadTheResults() throws Exception {
    try (var cluster = KafkaCluster.start(folder.resolve("kafka"), 3, KafkaCluster.Access.OPEN);
        var registry = new PeerRegistry(new ServiceFederation());
        var workplace =
            new Workplace(
                registry,
                folder,
                1,
                new ShardTopics(Brokers.open(cluster.bootstrapServers()), "org-1"))) {
      var killed = new AtomicInteger();
      Runnable kill =
          () -> {
            if (killed.compareAndSet(0, leader(workplace.site().topics()))) {
              cluster.kill(killed.get());
            }
          };
      workplace.startWorker("first", workplace.haltingStore(MIDST, kill));
      workplace.startWorker("second", workplace.haltingStore(MIDST, kill));

      Aggregate aggregate = startRound(registry, workplace).get(90, TimeUnit.SECONDS);

      assertThat(killed).hasPositiveValue();
      assertRound(aggregate, workplace);
    }
  }

  /** The node that leads the partition of results. */
  private static int leader(ShardTopics topics) {
    try (Admin admin = Admin.create(topics.brokers().settings())) {
      return admin
          .describeTopics(List.of(topics.results()))
          .allTopicNames()
          .get()
          .values()
          .iterator()
          .next()
          .partitions()
          .getFirst()
          .leader()
          .id();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static CompletableFuture<Aggregate> startRound(PeerRegistry registry, Workplace workplace)
      throws IOException {
    registry.open();
    for (int i = 1; i <= 4; i++) {
      registry.submit(i, blob(quanta(i)));
    }
    Round round = registry.closeRound();
    Coordinator coordinator = workplace.coordinator(Workplace.SMALL_SHARD, Workplace.LONG);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return coordinator.compute(
                registry.state(), round, InputSet.of(registry.state(), round));
          } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
          }
        },
        task -> Thread.ofPlatform().daemon().start(task)); // the end of a process is told elsewhere
  }

  private void assertRound(Aggregate aggregate, Workplace workplace) throws Exception {
    assertThat(aggregate.outputDigest()).isEqualTo(expected());
    assertThat(Sha256.of(folder.resolve("store/weights").resolve(expected().hex())))
        .isEqualTo(expected());
    assertThat(workplace.parts("accepted")).isEqualTo(SHARDS);
    assertThat(workplace.parts("passed-over")).isZero();
    assertThat(ShardMessages.results(workplace.site().topics()))
        .extracting(ShardResult::shard)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SHARDS).boxed().toList());
    try (var left = Files.list(folder.resolve("scratch"))) {
      assertThat(left).isEmpty();
    }
  }

  private static Sha256 expected() throws IOException {
    return Sha256.of(CoordinatorTest.reference(List.of(1, 2, 3, 4)));
  }
}
