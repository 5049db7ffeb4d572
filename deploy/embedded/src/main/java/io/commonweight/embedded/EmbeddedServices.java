package io.commonweight.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL, Kafka and S3 as child processes under one data directory.
 *
 * <p>What a service has acknowledged survives {@link #close} and {@code kill -9} of the services or
 * of this process: the next start on the directory stops what was left running and recovers. They
 * listen on 127.0.0.1 only, on the ports of the last start if those are free, and end with this
 * process unless it is killed. Logs are in {@code logs/} of the data directory.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedServices implements AutoCloseable {

  private final DataDirectory directory;
  private final Programs programs;
  private final Postgres postgres;
  private final Kafka kafka;
  private final S3 s3;
  private final Map<Service, Child> children = new EnumMap<>(Service.class);
  private final Thread closeAtExit = new Thread(this::stopAll, "stop-embedded-services");

  private EmbeddedServices(DataDirectory directory, Programs programs) throws IOException {
    this.directory = directory;
    this.programs = programs;
    String secret = directory.secret();
    this.postgres = new Postgres(directory.port("postgres"), secret);
    this.kafka = new Kafka(directory.port("kafka"));
    this.s3 = new S3(directory.port("s3"), secret, directory.data(Service.S3));
  }

  /**
   * Becomes the owner of a data directory, created if needed, and starts services in it side by
   * side; returns when all answer. The others start when first asked for.
   *
   * @throws EmbeddedServicesException if the directory has another owner, the programs are not
   *     built or a service does not start
   */
  public static EmbeddedServices start(Path dataDirectory, Set<Service> wanted) {
    EmbeddedServices services = startWithoutHook(dataDirectory, wanted);
    Runtime.getRuntime().addShutdownHook(services.closeAtExit);
    return services;
  }

  /**
   * As {@link #start}, for a caller that also closes when this process is told to end: hooks run in
   * no order, and what uses the services has to stop before them.
   */
  public static EmbeddedServices startWithoutHook(Path dataDirectory, Set<Service> wanted) {
    Programs programs = Programs.ofThisBuild();
    EmbeddedServices services;
    try {
      services = open(DataDirectory.open(dataDirectory), programs);
    } catch (IOException e) {
      throw new EmbeddedServicesException("cannot use the data directory " + dataDirectory, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try {
      services.ensure(wanted);
      return services;
    } catch (RuntimeException e) {
      services.stopAll();
      throw e;
    }
  }

  private static EmbeddedServices open(DataDirectory directory, Programs programs)
      throws IOException, InterruptedException {
    try {
      stopOrphans(directory);
      return new EmbeddedServices(directory, programs);
    } catch (IOException | InterruptedException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static void stopOrphans(DataDirectory directory)
      throws IOException, InterruptedException {
    List<Callable<Child>> stops = new ArrayList<>();
    for (Service service : Service.values()) {
      Child.leftBehind(service, directory).map(EmbeddedServices::stop).ifPresent(stops::add);
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Child> stopped : threads.invokeAll(stops)) {
        stopped.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("what the last owner left running does not stop", e);
    }
  }

  private static Callable<Child> stop(Child child) {
    return () -> {
      child.stop();
      return child;
    };
  }

  /** PostgreSQL, started if it is not running. */
  public Postgres postgres() {
    ensure(Set.of(Service.POSTGRES));
    return postgres;
  }

  /** Kafka, started if it is not running. */
  public Kafka kafka() {
    ensure(Set.of(Service.KAFKA));
    return kafka;
  }

  /** S3, started if it is not running. */
  public S3 s3() {
    ensure(Set.of(Service.S3));
    return s3;
  }

  /** The ids of the processes of all services, including PostgreSQL's for each connection. */
  public synchronized List<Long> pids() {
    return children.values().stream()
        .flatMap(child -> Stream.concat(Stream.of(child.process()), child.process().descendants()))
        .map(ProcessHandle::pid)
        .toList();
  }

  private synchronized void ensure(Set<Service> wanted) {
    Set<Service> missing = EnumSet.noneOf(Service.class);
    missing.addAll(wanted);
    missing.removeAll(children.keySet());
    Map<Service, Future<Child>> starting = new HashMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      missing.forEach(service -> starting.put(service, threads.submit(() -> launch(service))));
    }
    @Nullable EmbeddedServicesException failure = null;
    for (var start : starting.entrySet()) {
      try {
        children.put(start.getKey(), start.getValue().get());
      } catch (ExecutionException e) {
        failure = failed(start.getKey(), e.getCause());
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Child launch(Service service) throws IOException, InterruptedException {
    return switch (service) {
      case POSTGRES -> new PostgresProgram(directory, programs).start(postgres);
      case KAFKA -> new KafkaProgram(directory, programs).start(kafka);
      case S3 -> new S3Program(directory, programs).start(s3);
    };
  }

  private static EmbeddedServicesException failed(Service service, @Nullable Throwable cause) {
    if (cause instanceof EmbeddedServicesException known) {
      return known;
    }
    return new EmbeddedServicesException(service + " could not be started: " + cause, cause);
  }

  private static EmbeddedServicesException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new EmbeddedServicesException("interrupted while services started or stopped", e);
  }

  /**
   * Stops every service in good order and gives the data directory up. Closing twice is harmless.
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException _) {
      // The process is ending, and the hook does what close would.
      return;
    }
    stopAll();
  }

  private synchronized void stopAll() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Child child : children.values()) {
        Future<?> _ = threads.submit(stop(child));
      }
    }
    children.clear();
    try {
      directory.close();
    } catch (IOException e) {
      throw new EmbeddedServicesException("cannot unlock the data directory", e);
    }
  }
}
