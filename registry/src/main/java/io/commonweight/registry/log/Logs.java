package io.commonweight.registry.log;

import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.federation.Federation.Elsewhere;
import io.commonweight.registry.federation.Federation.Here;
import io.commonweight.registry.federation.Federation.Left;
import io.commonweight.registry.federation.Federations;
import io.commonweight.registry.federation.KeySetStore;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.registry.problem.RegistryException.Unavailable;
import io.commonweight.registry.secure.SecureBlobStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** The logs of all federations, and who continues each. */
@ApplicationScoped
public class Logs {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final MeterRegistry meters;
  private final Clock clock;
  private final SecureBlobStore blobs;
  private final Map<String, FederationLog> logs = new TreeMap<>();
  private final Map<String, LogWriter> writers = new ConcurrentHashMap<>();
  private final List<Sequencer> sequencers = new ArrayList<>();

  Logs(
      Federations federations,
      DataSource database,
      Tiles tiles,
      KeySetStore keySets,
      SecureBlobStore blobs,
      MeterRegistry meters,
      Clock clock) {
    this.blobs = blobs;
    this.meters = meters;
    this.clock = clock;
    for (Federation federation : federations.all()) {
      var log =
          new FederationLog(federation, database, tiles.of(federation), keySets.of(federation));
      meters.gauge(
          "commonweight.log.entries", Tags.of("federation", federation.name()), log, Logs::size);
      logs.put(federation.name(), log);
    }
  }

  /**
   * The log of a federation.
   *
   * @throws NotFound if this registry takes no part in it
   */
  public FederationLog get(String federation) {
    FederationLog log = logs.get(federation);
    if (log == null) {
      throw new NotFound("federation", federation);
    }
    return log;
  }

  private static double size(FederationLog log) {
    return (double) log.viewIfAny().map(LogView::size).orElse(0L);
  }

  /** All logs. */
  public Collection<FederationLog> all() {
    return logs.values();
  }

  /** Who continues a federation's log. */
  LogWriter writer(String federation) {
    LogWriter writer = writers.get(get(federation).federation().name());
    if (writer == null) {
      throw new Unavailable("the log is being opened", RETRY_AFTER);
    }
    return writer;
  }

  /** Says who continues the log of a federation that is sequenced elsewhere. */
  public void continuedBy(String federation, LogWriter writer) {
    writers.put(federation, writer);
  }

  void start(@Observes StartupEvent event) {
    for (FederationLog log : logs.values()) {
      switch (log.federation().sequencing()) {
        case Here here -> {
          var metrics = new LogMetrics(meters, log.federation().name());
          var signed = new SignedBlobs(blobs, log.federation().name());
          var sequencer = new Sequencer(log, here.logKey(), signed, metrics, clock);
          sequencers.add(sequencer);
          writers.put(log.federation().name(), sequencer);
          sequencer.start();
        }
        case Elsewhere _, Left _ -> {}
      }
    }
  }

  void stop(@Observes ShutdownEvent event) {
    sequencers.forEach(Sequencer::close);
  }
}
