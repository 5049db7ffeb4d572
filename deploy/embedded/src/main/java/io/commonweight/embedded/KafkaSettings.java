package io.commonweight.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of one KRaft node, sized for a small machine.
 *
 * @param node the node
 * @param all all nodes of its cluster
 * @param guard what it knows its clients by; absent: it asks nobody who they are
 */
record KafkaSettings(Node node, List<Node> all, Optional<Guard> guard) {

  /**
   * A node of a cluster, all of whose ports are on 127.0.0.1.
   *
   * @param id from 1
   * @param port for clients
   * @param tlsPort for clients that want TLS; only a guarded node listens there
   * @param innerPort for the other brokers and the operator; only a guarded node listens there
   * @param controllerPort for the other controllers
   */
  record Node(int id, int port, int tlsPort, int innerPort, int controllerPort) {}

  /**
   * What a guarded node needs.
   *
   * @param password the operator's, and every node's own
   * @param keystore PKCS #12 file with the node's certificate and key, under the same password
   */
  record Guard(String password, Path keystore) {}

  /** The user who may do everything, and as whom nodes know each other. */
  static final String OPERATOR = "operator";

  /** The settings of a cluster of one node that asks nobody who they are. */
  static KafkaSettings ofOneNode(int port, int controllerPort) {
    var node = new Node(1, port, 0, 0, controllerPort);
    return new KafkaSettings(node, List.of(node), Optional.empty());
  }

  /** The text of the node's settings file. It may hold a password. */
  String of(Path data) {
    return common(data) + guard.map(this::guarded).orElseGet(this::open);
  }

  /** The session is short because a broker that was killed may not return before it ends. */
  private String common(Path data) {
    int copies = Math.min(all.size(), 3);
    return """
    process.roles=broker,controller
    node.id=%1$d
    controller.listener.names=CONTROLLER
    controller.quorum.voters=%2$s
    log.dirs=%3$s
    broker.session.timeout.ms=3000
    broker.heartbeat.interval.ms=500
    num.partitions=1
    default.replication.factor=%4$d
    min.insync.replicas=%5$d
    offsets.topic.num.partitions=4
    offsets.topic.replication.factor=%4$d
    transaction.state.log.num.partitions=4
    transaction.state.log.replication.factor=%4$d
    transaction.state.log.min.isr=%5$d
    share.coordinator.state.topic.num.partitions=1
    share.coordinator.state.topic.replication.factor=%4$d
    share.coordinator.state.topic.min.isr=%5$d
    group.initial.rebalance.delay.ms=0
    log.cleaner.dedupe.buffer.size=4194304
    log.cleaner.io.buffer.size=65536
    num.network.threads=2
    num.io.threads=2
    """
        .formatted(
            node.id(),
            all.stream()
                .map(other -> other.id() + "@127.0.0.1:" + other.controllerPort())
                .collect(Collectors.joining(",")),
            escaped(data),
            copies,
            Math.max(1, copies - 1));
  }

  private String open() {
    return """
    listeners=CLIENT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
    listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=CLIENT
    """
        .formatted(node.port(), node.controllerPort());
  }

  /** Users of organizations come in by SCRAM only; PLAIN is for the nodes and the operator. */
  private String guarded(Guard guard) {
    return """
    listeners=CLIENT://127.0.0.1:%1$d,TLS://127.0.0.1:%2$d,INNER://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%4$d
    listener.security.protocol.map=CLIENT:SASL_PLAINTEXT,TLS:SASL_SSL,INNER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
    inter.broker.listener.name=INNER
    sasl.mechanism.inter.broker.protocol=PLAIN
    sasl.mechanism.controller.protocol=PLAIN
    listener.name.client.sasl.enabled.mechanisms=SCRAM-SHA-512
    listener.name.client.scram-sha-512.sasl.jaas.config=%5$s
    listener.name.tls.sasl.enabled.mechanisms=SCRAM-SHA-512
    listener.name.tls.scram-sha-512.sasl.jaas.config=%5$s
    listener.name.tls.ssl.keystore.type=PKCS12
    listener.name.tls.ssl.keystore.location=%6$s
    listener.name.tls.ssl.keystore.password=%7$s
    listener.name.inner.sasl.enabled.mechanisms=PLAIN
    listener.name.inner.plain.sasl.jaas.config=%8$s
    listener.name.controller.sasl.enabled.mechanisms=PLAIN
    listener.name.controller.plain.sasl.jaas.config=%8$s
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
    super.users=User:%9$s
    auto.create.topics.enable=false
    """
        .formatted(
            node.port(),
            node.tlsPort(),
            node.innerPort(),
            node.controllerPort(),
            "org.apache.kafka.common.security.scram.ScramLoginModule required;",
            escaped(guard.keystore()),
            guard.password(),
            plainLogin(guard),
            OPERATOR);
  }

  /** How nodes log in to each other, and know each other and the operator. */
  private static String plainLogin(Guard guard) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%2$s\" user_%1$s=\"%2$s\";"
        .formatted(OPERATOR, guard.password());
  }

  private static String escaped(Path path) {
    return path.toString().replace("\\", "\\\\");
  }
}
