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

/**
 * Runs one Kafka KRaft node, broker and controller, on loopback only, sized for a small machine.
 */
final class KafkaProgram {

  private static final String STARTED = "Kafka Server started";

  private final DataDirectory directory;
  private final Programs programs;

  KafkaProgram(DataDirectory directory, Programs programs) {
    this.directory = directory;
    this.programs = programs;
  }

  /** Formats the log directory if there is none and starts the broker; returns when it serves. */
  Child start(Kafka kafka) throws IOException, InterruptedException {
    Path data = directory.data(Service.KAFKA);
    int controllerPort = directory.port("kafka-controller");
    Path log = directory.log(Service.KAFKA);
    if (!Files.exists(data)) {
      format(data, kafka.port(), controllerPort);
    }
    Path settings = directory.run("kafka.properties");
    Files.writeString(settings, settings(data, kafka.port(), controllerPort));
    long startOfRun = Files.exists(log) ? Files.size(log) : 0;
    Child child =
        Child.start(
            Service.KAFKA, directory, programs.java(192, "kafka.Kafka", settings.toString()));
    child.awaitReady(() -> hasStarted(log, startOfRun) && accepts(kafka.port()));
    return child;
  }

  private void format(Path data, int port, int controllerPort)
      throws IOException, InterruptedException {
    Path fresh = directory.run("kafka.new");
    Path settings = directory.run("kafka-format.properties");
    DataDirectory.deleteTree(fresh);
    Files.writeString(settings, settings(fresh, port, controllerPort));
    Programs.run(
        programs.java(
            128, "kafka.tools.StorageTool", "format", "-t", clusterId(), "-c", settings.toString()),
        directory.log(Service.KAFKA));
    // Renamed when complete: a start that is killed half-way leaves no half directory.
    Files.move(fresh, data);
  }

  private static String clusterId() {
    UUID random = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(random.getMostSignificantBits())
            .putLong(random.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The session is short because a broker that was killed may not return before it ends. */
  private static String settings(Path data, int port, int controllerPort) {
    return """
    process.roles=broker,controller
    node.id=1
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
    controller.listener.names=CONTROLLER
    controller.quorum.voters=1@127.0.0.1:%2$d
    log.dirs=%3$s
    broker.session.timeout.ms=3000
    broker.heartbeat.interval.ms=500
    num.partitions=1
    default.replication.factor=1
    offsets.topic.num.partitions=4
    offsets.topic.replication.factor=1
    transaction.state.log.num.partitions=4
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.num.partitions=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    log.cleaner.dedupe.buffer.size=4194304
    log.cleaner.io.buffer.size=65536
    num.network.threads=2
    num.io.threads=2
    """
        .formatted(port, controllerPort, data.toString().replace("\\", "\\\\"));
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
