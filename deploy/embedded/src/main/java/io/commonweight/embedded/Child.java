package io.commonweight.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A child process with a record on disk, so that the next owner of the directory finds it again.
 *
 * @param service what it runs
 * @param process the process
 * @param record the file with its process id and start time
 * @param log where its output goes
 */
record Child(Service service, ProcessHandle process, Path record, Path log) {

  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final int LOG_TAIL = 15;

  /** Starts a process and records it. */
  static Child start(Service service, DataDirectory directory, List<String> command)
      throws IOException {
    Path log = directory.log(service);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    ProcessHandle process = builder.start().toHandle();
    Path record = directory.run(service.label() + ".process");
    Files.writeString(record, identity(process));
    return new Child(service, process, record, log);
  }

  /** The child that an owner who was killed has left running, if any. */
  static Optional<Child> leftBehind(Service service, DataDirectory directory) throws IOException {
    Path record = directory.run(service.label() + ".process");
    if (!Files.exists(record)) {
      return Optional.empty();
    }
    String identity = Files.readString(record);
    return parsePid(identity)
        .flatMap(ProcessHandle::of)
        // A process id is used again; with the start time it is not.
        .filter(process -> process.isAlive() && identity(process).equals(identity))
        .map(process -> new Child(service, process, record, directory.log(service)));
  }

  private static Optional<Long> parsePid(String identity) {
    try {
      return Optional.of(Long.valueOf(identity.split(" ", 2)[0]));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static String identity(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(Object::toString).orElse("?");
  }

  /**
   * Waits until the service answers; a process that does not is stopped.
   *
   * @throws EmbeddedServicesException if the process ends first or a minute passes
   */
  void awaitReady(BooleanSupplier answers) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    while (!answers.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new EmbeddedServicesException(service + " ended while starting; " + logTail());
      }
      if (System.nanoTime() > deadline) {
        stop();
        throw new EmbeddedServicesException(
            service + " did not answer within " + READY.toSeconds() + " s; " + logTail());
      }
      Thread.sleep(50);
    }
  }

  private String logTail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    List<String> tail = lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size());
    return "the end of " + log + ":\n" + String.join("\n", tail);
  }

  /** Asks the process to end, insists after 20 s, and forgets it. */
  void stop() throws IOException, InterruptedException {
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    family.add(process);
    askToEnd();
    try {
      CompletableFuture.allOf(
              family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      family.forEach(ProcessHandle::destroyForcibly);
      process.onExit().join();
    }
    Files.deleteIfExists(record);
  }

  private void askToEnd() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    if (service == Service.POSTGRES) {
      // SIGINT is PostgreSQL's fast shutdown; on SIGTERM it would wait for its clients to leave.
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    } else {
      process.destroy();
    }
  }
}
