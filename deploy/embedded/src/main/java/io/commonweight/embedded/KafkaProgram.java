package io.commonweight.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;

/** Runs Kafka KRaft nodes, each broker and controller, on loopback only. */
final class KafkaProgram {

  private static final String STARTED = "Kafka Server started";

  private final DataDirectory directory;
  private final Programs programs;

  KafkaProgram(DataDirectory directory, Programs programs) {
    this.directory = directory;
    this.programs = programs;
  }

  /**
   * A node that was started and may not serve yet.
   *
   * @param child its process
   * @param startOfRun where in its log this start begins
   * @param port on which it will serve
   */
  record Start(Child child, long startOfRun, int port) {

    /** Waits until the node serves. */
    Child awaitReady() throws IOException, InterruptedException {
      child.awaitReady(() -> hasStarted(child.log(), startOfRun) && accepts(port));
      return child;
    }
  }

  /** Starts a cluster of one node that asks nobody who they are; returns when it serves. */
  Child start(Kafka kafka) throws IOException, InterruptedException {
    var settings = KafkaSettings.ofOneNode(kafka.port(), directory.port("kafka-controller"));
    return launch(settings, newClusterId()).awaitReady();
  }

  /**
   * Formats the log directory if there is none and starts a node.
   *
   * @param clusterId of a new log directory
   */
  Start launch(KafkaSettings settings, String clusterId) throws IOException, InterruptedException {
    Path data = directory.data(Service.KAFKA);
    Path log = directory.log(Service.KAFKA);
    if (!Files.exists(data)) {
      format(settings, clusterId, data);
    }
    Path file = directory.confidential("kafka.properties", settings.of(data));
    long startOfRun = Files.exists(log) ? Files.size(log) : 0;
    Child child =
        Child.start(Service.KAFKA, directory, programs.java(192, "kafka.Kafka", file.toString()));
    return new Start(child, startOfRun, settings.node().port());
  }

  private void format(KafkaSettings settings, String clusterId, Path data)
      throws IOException, InterruptedException {
    Path fresh = directory.run("kafka.new");
    DataDirectory.deleteTree(fresh);
    Path file = directory.confidential("kafka-format.properties", settings.of(fresh));
    Programs.run(
        programs.java(
            128, "kafka.tools.StorageTool", "format", "-t", clusterId, "-c", file.toString()),
        directory.log(Service.KAFKA));
    // Renamed when complete: a start that is killed half-way leaves no half directory.
    Files.move(fresh, data);
  }

  /** A random cluster id: 16 bytes in base64url, which do not look like an option. */
  static String newClusterId() {
    UUID random = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(random.getMostSignificantBits())
            .putLong(random.getLeastSignificantBits())
            .array();
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return id.startsWith("-") ? newClusterId() : id;
  }

  private static boolean hasStarted(Path log, long startOfRun) {
    try (var input = Files.newInputStream(log)) {
      input.skipNBytes(startOfRun);
      return new String(input.readAllBytes(), UTF_8).contains(STARTED);
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }
}
