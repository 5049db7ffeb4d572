package io.commonweight.embedded;

import io.commonweight.embedded.KafkaSettings.Guard;
import io.commonweight.embedded.KafkaSettings.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * A Kafka cluster of one or more KRaft nodes as child processes under one data directory, on
 * 127.0.0.1. Nodes can be killed one by one. Topics have as many copies as there are nodes, three
 * at most, and a write is acknowledged by all but one of them. The nodes end with this process
 * unless it is killed; then the next start on the directory stops them. Not thread-safe.
 */
public final class KafkaCluster implements AutoCloseable {

  /** Whether brokers ask their clients who they are. */
  public enum Access {
    /** Anybody may do anything. */
    OPEN,
    /** Clients log in by SCRAM-SHA-512 and have only the rights that they were granted. */
    GUARDED
  }

  private final Programs programs = Programs.ofThisBuild();
  private final List<DataDirectory> directories = new ArrayList<>();
  private final List<Child> children = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Thread closeAtExit = new Thread(this::stopAll, "stop-kafka-cluster");
  private final Path root;
  private final Access access;
  private String clusterId = "";

  private KafkaCluster(Path root, Access access) {
    this.root = root;
    this.access = access;
  }

  /**
   * Becomes the owner of a data directory, created if needed, and starts a cluster in it; returns
   * when all nodes serve.
   *
   * @param nodes how many, at least 1, the same at each start
   * @throws EmbeddedServicesException if the directory has another owner, the programs are not
   *     built or a node does not start
   */
  public static KafkaCluster start(Path dataDirectory, int nodes, Access access) {
    var cluster = new KafkaCluster(dataDirectory, access);
    Runtime.getRuntime().addShutdownHook(cluster.closeAtExit);
    try {
      cluster.open(nodes);
      cluster.launchAll();
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw new EmbeddedServicesException("cannot start Kafka in " + dataDirectory, e);
    } catch (InterruptedException e) {
      cluster.close();
      throw interrupted(e);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void open(int count) throws IOException, InterruptedException {
    for (int id = 1; id <= count; id++) {
      DataDirectory directory = DataDirectory.open(root.resolve("node-" + id));
      directories.add(directory);
      Optional<Child> orphan = Child.leftBehind(Service.KAFKA, directory);
      if (orphan.isPresent()) {
        orphan.get().stop();
      }
      nodes.add(
          new Node(
              id,
              directory.port("kafka"),
              directory.port("kafka-tls"),
              directory.port("kafka-inner"),
              directory.port("kafka-controller")));
    }
    Path id = root.resolve("cluster-id");
    if (!Files.exists(id)) {
      Files.writeString(id, KafkaProgram.newClusterId());
    }
    clusterId = Files.readString(id);
  }

  private void launchAll() throws IOException, InterruptedException {
    List<KafkaProgram.Start> starts = new ArrayList<>();
    for (Node node : nodes) {
      KafkaProgram.Start start = launch(node);
      starts.add(start);
      children.add(start.child());
    }
    for (KafkaProgram.Start start : starts) {
      start.awaitReady();
    }
  }

  private KafkaProgram.Start launch(Node node) throws IOException, InterruptedException {
    DataDirectory directory = directories.get(node.id() - 1);
    return new KafkaProgram(directory, programs)
        .launch(new KafkaSettings(node, nodes, guard()), clusterId);
  }

  private Optional<Guard> guard() throws IOException, InterruptedException {
    return switch (access) {
      case OPEN -> Optional.empty();
      case GUARDED ->
          Optional.of(new Guard(directories.getFirst().secret(), certificates().keystore()));
    };
  }

  private KafkaCertificate certificates() {
    return new KafkaCertificate(directories.getFirst());
  }

  /** The value of a client's {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return addresses(Node::port);
  }

  /** The same for clients of a guarded cluster that want TLS. */
  public String tlsBootstrapServers() {
    return addresses(Node::tlsPort);
  }

  private String addresses(ToIntFunction<Node> port) {
    return nodes.stream()
        .map(node -> "127.0.0.1:" + port.applyAsInt(node))
        .collect(Collectors.joining(","));
  }

  /** PEM file of the certificate of all nodes of a guarded cluster. */
  public Path certificate() {
    return certificates().pem();
  }

  /**
   * Lets an organization into a guarded cluster, as a user of its name with all rights on topics,
   * groups and transactional ids whose names begin with {@code ORGANIZATION.}, and no others.
   *
   * @return the user, with a password that is the same whenever it is asked for
   */
  public KafkaUser admit(String organization) {
    try {
      String secret = directories.getFirst().secret();
      var user = KafkaUser.of(organization, secret);
      new KafkaOperator(addresses(Node::innerPort), secret).admit(user);
      return user;
    } catch (IOException e) {
      throw new EmbeddedServicesException("cannot admit " + organization, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Kills a node as by {@code kill -9}; its clients are not told. */
  public void kill(int id) {
    ProcessHandle process = children.get(id - 1).process();
    process.destroyForcibly();
    process.onExit().join();
  }

  private static EmbeddedServicesException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new EmbeddedServicesException("interrupted while Kafka started or stopped", e);
  }

  /** Stops every node and gives the data directory up. Closing twice is harmless. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException _) {
      return; // the process is ending, and the hook does what close would
    }
    stopAll();
  }

  private void stopAll() {
    try {
      // The last of a quorum that is asked to end waits in vain for others to take over.
      for (Child child : children) {
        child.process().destroyForcibly();
      }
      for (Child child : children) {
        child.stop();
      }
      children.clear();
      for (DataDirectory directory : directories) {
        directory.close();
      }
      directories.clear();
    } catch (IOException e) {
      throw new EmbeddedServicesException("cannot stop Kafka in " + root, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }
}
