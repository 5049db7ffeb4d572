package io.commonweight.host;

import io.commonweight.embedded.EmbeddedServices;
import io.commonweight.embedded.Postgres;
import io.commonweight.embedded.Service;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A registry as a child process, beside its PostgreSQL; neither outlives this process's end. */
final class RegistryServer implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Longer than a server waits for transfers that are under way. */
  private static final Duration STOP = Duration.ofSeconds(45);

  private final Optional<EmbeddedServices> services;
  private final Process process;
  private final URI health;
  private final Thread closeAtExit = new Thread(this::stopAll, "stop-registry");

  private RegistryServer(Optional<EmbeddedServices> services, Process process, URI health) {
    this.services = services;
    this.process = process;
    this.health = health;
  }

  /**
   * How a registry is reached.
   *
   * @param host the address it listens at
   * @param port its port
   * @param url its public address
   * @param maxHeap its largest heap, as Java takes it
   * @param output where what it says goes
   */
  record Settings(String host, int port, URI url, String maxHeap, Redirect output) {}

  /**
   * Starts a registry.
   *
   * @param config settings of a database elsewhere; empty: PostgreSQL is started in the folder
   */
  static RegistryServer start(HostFolder folder, Settings settings, Optional<Path> config)
      throws IOException {
    Optional<EmbeddedServices> services =
        config.isPresent()
            ? Optional.empty()
            : Optional.of(
                EmbeddedServices.startWithoutHook(folder.services(), Set.of(Service.POSTGRES)));
    try {
      Process process = launch(folder, settings, config, services.map(EmbeddedServices::postgres));
      URI health = URI.create("http://" + reachable(settings.host()) + ":" + settings.port());
      var server = new RegistryServer(services, process, health.resolve("/q/health/ready"));
      Runtime.getRuntime().addShutdownHook(server.closeAtExit);
      return server;
    } catch (IOException | RuntimeException e) {
      services.ifPresent(EmbeddedServices::close);
      throw e;
    }
  }

  private static Process launch(
      HostFolder folder, Settings settings, Optional<Path> config, Optional<Postgres> postgres)
      throws IOException {
    Path jar =
        Path.of(System.getProperty("commonweight.home", "."))
            .toAbsolutePath()
            .resolve("registry/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IOException(jar + " is missing: run './commonweight build' first");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + settings.maxHeap());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dquarkus.http.host=" + settings.host());
    command.add("-Dquarkus.http.port=" + settings.port());
    command.add("-Dcommonweight.registry.url=" + settings.url());
    command.add("-Dcommonweight.registry.operator-token-file=" + folder.operatorToken());
    config.ifPresentOrElse(
        file -> command.add("-Dquarkus.config.locations=" + file.toAbsolutePath()),
        () -> command.add("-Dcommonweight.blobs.directory=" + folder.blobs()));
    command.addAll(List.of("-jar", jar.toString()));
    // Its working directory, so that it reads the folder's config/application.yaml.
    var builder =
        new ProcessBuilder(command)
            .directory(folder.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(settings.output());
    postgres.ifPresent(
        database -> {
          var environment = builder.environment(); // command lines are public
          environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl("registry"));
          environment.put("QUARKUS_DATASOURCE_USERNAME", database.user());
          environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        });
    return builder.start();
  }

  private static String reachable(String host) {
    return host.equals("0.0.0.0") ? "127.0.0.1" : host;
  }

  /**
   * Waits until it answers that it is ready.
   *
   * @throws IOException if it ends first, or is not ready within two minutes
   */
  void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      while (!isReady(http)) {
        if (!process.isAlive()) {
          throw new IOException(
              "the registry ended while starting, with exit code " + process.exitValue());
        }
        if (System.nanoTime() > deadline) {
          throw new IOException("the registry was not ready within two minutes; see " + health);
        }
        Thread.sleep(POLL);
      }
    }
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    var request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false; // it does not listen yet
    }
  }

  /** Its process. */
  long pid() {
    return process.pid();
  }

  /** Waits for its end and gives its exit code. */
  int join() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException _) {
      return; // The process is ending, and the hook does what close would.
    }
    stopAll();
  }

  /** The database goes last: transfers that are under way still need it. */
  private void stopAll() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    services.ifPresent(EmbeddedServices::close);
  }
}
