package io.commonweight.federation.service;

import io.commonweight.federation.service.cluster.Brokers;
import io.commonweight.federation.service.cluster.Login;
import io.commonweight.federation.service.follow.Assignment;
import io.commonweight.federation.service.follow.Follower;
import io.commonweight.federation.service.follow.Keys;
import io.commonweight.federation.service.follow.Progress;
import io.commonweight.federation.service.follow.ProgressBoard;
import io.commonweight.federation.service.shard.Coordinator;
import io.commonweight.federation.service.shard.RoundMetrics;
import io.commonweight.federation.service.shard.ShardTopics;
import io.commonweight.federation.service.shard.Site;
import io.commonweight.federation.service.worker.ShardComputation;
import io.commonweight.federation.service.worker.ShardWorker;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.registry.RegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts and stops the follower and the workers of one organization. */
@ApplicationScoped
public class Aggregator {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MAX_WORKERS = 64;

  private final AggregatorConfig config;
  private final MeterRegistry meters;
  private final Clock clock;
  private final ProgressBoard board = new ProgressBoard();
  private final List<Thread> threads = new ArrayList<>();

  Aggregator(AggregatorConfig config, MeterRegistry meters, Clock clock) {
    this.config = config;
    this.meters = meters;
    this.clock = clock;
  }

  /** Whose aggregator this is. */
  public String organization() {
    return config.organization();
  }

  /** Where it stands. */
  public Progress progress() {
    return board.now();
  }

  void start(@Observes StartupEvent event) throws IOException {
    if (config.workers() < 0 || config.workers() > MAX_WORKERS) {
      throw new IllegalArgumentException(
          "commonweight.aggregator.workers is not from 0 to " + MAX_WORKERS);
    }
    Files.createDirectories(config.data());
    var assignment =
        new Assignment(
            Founding.load(config.founding()),
            config.organization(),
            keys(),
            config.data(),
            config.poll());
    Site site = site(assignment);
    var metrics = new RoundMetrics(meters);
    var settings =
        new Coordinator.Settings(
            config.shardElements(), config.taskTimeout(), config.missingAfter());
    var coordinator =
        new Coordinator(assignment.keys().aggregator().fingerprint(), site, settings, metrics);
    run("follower", Follower.of(assignment, site, coordinator, metrics, board));
    String name = WorkerName.of(config.data());
    for (int i = 1; i <= config.workers(); i++) {
      var computation = new ShardComputation(site.store());
      run("worker-" + i, new ShardWorker(name + "-" + i, site.topics(), computation));
    }
    Log.infof(
        "aggregator started, organization %s, federation %s, registry %s, workers %d",
        config.organization(),
        assignment.founding().charter().federation(),
        config.registry(),
        config.workers());
  }

  private Keys keys() throws IOException {
    Passphrase passphrase = Passphrase.of(config.passphraseFile(), System.getenv());
    return new Keys(
        KeyFile.load(config.keyFile(), passphrase).hybrid(),
        KeyFile.load(config.releaseKeyFile(), passphrase).hybrid(),
        omsKey(passphrase));
  }

  private Optional<SigningKey> omsKey(Passphrase passphrase) throws IOException {
    return config.omsKeyFile().isPresent()
        ? Optional.of(
            KeyFile.load(config.omsKeyFile().get(), passphrase).keys(Algorithm.P_256).getFirst())
        : Optional.empty();
  }

  private Site site(Assignment assignment) throws IOException {
    var registry = new RegistryClient(config.registry());
    String federation = assignment.founding().charter().federation();
    return new Site(
        registry,
        registry.session(federation, assignment.keys().aggregator(), clock),
        Stores.open(config),
        new ShardTopics(brokers(), config.organization()),
        clock);
  }

  private Brokers brokers() throws IOException {
    Optional<Login> login = Optional.empty();
    if (config.kafkaLogin().isPresent()) {
      AggregatorConfig.KafkaLogin given = config.kafkaLogin().get();
      login = Optional.of(Login.of(given.username(), given.passwordFile(), System.getenv()));
    }
    return new Brokers(config.kafka(), login, config.kafkaTruststore());
  }

  private void run(String name, Runnable work) {
    threads.add(Thread.ofPlatform().name(name).daemon().start(work));
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join(PATIENCE);
    }
  }
}
