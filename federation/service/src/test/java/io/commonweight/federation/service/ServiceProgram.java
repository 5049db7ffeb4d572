package io.commonweight.federation.service;

import static io.commonweight.federation.service.ServiceFederation.blob;
import static io.commonweight.federation.service.ServiceFederation.quanta;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.service.cluster.Brokers;
import io.commonweight.federation.service.shard.RoundStore;
import io.commonweight.federation.service.shard.ShardTopics;
import io.commonweight.federation.service.worker.ShardComputation;
import io.commonweight.federation.service.worker.ShardWorker;
import io.commonweight.sdk.blob.FileBlobStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A worker alone, or a coordinator with two workers, in a process of its own that can be killed. It
 * says when a part is half written, and then waits to be killed, and what came out in the end.
 */
public final class ServiceProgram {
  /** What it says when it has halted. */
  public static final String HALTED = "half-way";

  private ServiceProgram() {}

  /** Which part of the service runs. */
  public enum Role {
    /** One worker. */
    WORKER,
    /** A coordinator and two workers. */
    WHOLE
  }

  /**
   * Starts it.
   *
   * @param folder for the store and what the service remembers
   * @param haltAt the part in which it halts, 0 for none
   */
  public static Process start(Role role, Path folder, ShardTopics topics, int haltAt)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-cp",
            System.getProperty("java.class.path"),
            ServiceProgram.class.getName(),
            role.name(),
            folder.toString(),
            topics.brokers().bootstrap(),
            topics.organization(),
            Integer.toString(haltAt))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Waits for a line with this beginning, and gives the rest of it. */
  public static String await(Process process, String beginning) throws IOException {
    var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length()).strip();
      }
    }
    throw new IOException("the program ended without '" + beginning + "'");
  }

  /** The program. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    var topics = new ShardTopics(Brokers.open(arguments[2]), arguments[3]);
    int haltAt = Integer.parseInt(arguments[4]);
    var store =
        new RoundStore(
            new HaltingStore(
                new FileBlobStore(folder.resolve("store")), haltAt, ServiceProgram::halt),
            folder.resolve("scratch"));
    switch (Role.valueOf(arguments[0].toUpperCase(Locale.ROOT))) {
      case WORKER -> new ShardWorker("killed", topics, new ShardComputation(store)).run();
      case WHOLE -> serve(folder, topics, store);
    }
  }

  private static void serve(Path folder, ShardTopics topics, RoundStore store) throws Exception {
    try (var registry = new PeerRegistry(new ServiceFederation());
        var workplace = new Workplace(registry, folder, 1, topics)) {
      workplace.site().store().recover();
      registry.open();
      for (int i = 1; i <= 4; i++) {
        registry.submit(i, blob(quanta(i)));
      }
      Round round = registry.closeRound();
      workplace.startWorker("first", store);
      workplace.startWorker("second", store);
      var aggregate =
          workplace
              .coordinator(Workplace.SMALL_SHARD, Workplace.LONG)
              .compute(registry.state(), round, InputSet.of(registry.state(), round));
      System.out.println("parts " + Math.round(workplace.parts("accepted")));
      System.out.println("digest " + aggregate.outputDigest());
    }
  }

  private static void halt() {
    System.out.println(HALTED);
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
