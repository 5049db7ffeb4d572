package io.commonweight.federation.service.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.embedded.KafkaCluster;
import io.commonweight.embedded.KafkaUser;
import io.commonweight.federation.service.shard.ShardMessages;
import io.commonweight.federation.service.shard.ShardTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two organizations on one real broker that knows its clients. */
class BrokersTest {
  private static final Duration MOMENT = Duration.ofSeconds(20);

  @TempDir private static Path directory;
  private static KafkaCluster cluster;
  private static KafkaUser a;
  private static KafkaUser b;

  @BeforeAll
  static void start() {
    cluster = KafkaCluster.start(directory.resolve("kafka"), 1, KafkaCluster.Access.GUARDED);
    a = cluster.admit("org-a");
    b = cluster.admit("org-b");
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void organizationsWorkSideBySide() throws Exception {
    for (ShardTopics topics : List.of(of(a, a.password()), of(b, b.password()))) {
      topics.create();
      transact(topics);

      assertThat(ShardMessages.count(topics)).isPositive();
    }
  }

  @Test
  void topicsOfAnotherOrganizationAreOutOfReach() throws Exception {
    ShardTopics theirs = of(b, b.password());
    theirs.create();
    var intruder = new ShardTopics(as(a), b.name());

    assertThatThrownBy(intruder::create)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("user org-a has no right to")
        .hasMessageContaining("have the rights of the organization's prefix granted");
    try (Producer<byte[], byte[]> producer = intruder.producer()) {
      var message = new ProducerRecord<byte[], byte[]>(intruder.results(), new byte[1]);
      assertThatThrownBy(() -> producer.send(message).get())
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }
    try (var consumer = consumer(Map.of())) {
      consumer.assign(List.of(new TopicPartition(theirs.results(), 0)));
      assertThatThrownBy(() -> consumer.poll(MOMENT))
          .isInstanceOf(TopicAuthorizationException.class);
    }
    try (Admin admin = Admin.create(as(a).settings())) {
      var described = admin.describeTopics(List.of(theirs.tasks())).allTopicNames();
      assertThatThrownBy(() -> described.get(20, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      Set<String> seen = admin.listTopics().names().get(20, TimeUnit.SECONDS);
      assertThat(seen).noneMatch(name -> name.startsWith("org-b."));
    }
  }

  @Test
  void groupOfAnotherOrganizationIsOutOfReach() throws Exception {
    ShardTopics own = of(a, a.password());
    own.create();
    String group = of(b, b.password()).workerGroup();

    try (var consumer = consumer(Map.of("group.id", group))) {
      consumer.subscribe(List.of(own.tasks()));
      assertThatThrownBy(() -> consumer.poll(MOMENT))
          .isInstanceOf(GroupAuthorizationException.class);
    }
    try (Admin admin = Admin.create(as(a).settings())) {
      var described = admin.describeConsumerGroups(List.of(group)).all();
      assertThatThrownBy(() -> described.get(20, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(GroupAuthorizationException.class);
    }
  }

  @Test
  void transactionsOfAnotherOrganizationAreOutOfReach() {
    try (Producer<byte[], byte[]> producer =
        new ShardTopics(as(a), b.name()).transactions("worker-1")) {
      assertThatThrownBy(producer::initTransactions)
          .isInstanceOf(TransactionalIdAuthorizationException.class);
    }
  }

  @Test
  void wrongPasswordIsRefusedWithTheNextStep() {
    assertThatThrownBy(() -> of(a, "not the password").create())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it does not take the password of user org-a")
        .hasMessageContaining("check commonweight.aggregator.kafka-login")
        .hasMessageNotContaining("not the password");
  }

  @Test
  void connectionsAreEncryptedWhenThereIsATruststore() throws Exception {
    var brokers =
        new Brokers(
            cluster.tlsBootstrapServers(),
            Optional.of(Login.of(a.name(), a.password())),
            Optional.of(cluster.certificate()));

    new ShardTopics(brokers, a.name()).create();

    assertThat(brokers.settings()).containsEntry("security.protocol", "SASL_SSL");
  }

  @Test
  void brokerWhoseCertificateNobodyVouchesForIsRefused() throws Exception {
    var brokers =
        new Brokers(
            cluster.tlsBootstrapServers(),
            Optional.of(Login.of(a.name(), a.password())),
            Optional.of(someOtherCertificate()));

    assertThatThrownBy(() -> new ShardTopics(brokers, a.name()).create())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its certificate is not trusted")
        .hasMessageContaining("as commonweight.aggregator.kafka-truststore");
  }

  /** One that this Java trusts, and that did not sign the broker's. */
  private static Path someOtherCertificate() throws Exception {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    var authorities = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers();
    String base64 = Base64.getMimeEncoder().encodeToString(authorities[0].getEncoded());
    return Files.writeString(
        directory.resolve("other.pem"),
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }

  @Test
  void passwordsAreNeverLogged() throws Exception {
    try (var log = new LogCapture("org.apache.kafka", "io.commonweight")) {
      ShardTopics topics = of(a, a.password());
      topics.create();
      transact(topics);
      assertThatThrownBy(() -> of(a, "a wrong secret").create()).isInstanceOf(IOException.class);

      assertThat(log.text())
          .contains("sasl.jaas.config = [hidden]")
          .doesNotContain(a.password())
          .doesNotContain("a wrong secret");
    }
  }

  /** What a worker does with the cluster. */
  private static void transact(ShardTopics topics) {
    try (Producer<byte[], byte[]> producer = topics.transactions("worker-1");
        var consumer = topics.workerConsumer()) {
      consumer.poll(Duration.ofSeconds(1));
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(topics.results(), new byte[1]));
      producer.sendOffsetsToTransaction(Map.of(), consumer.groupMetadata());
      producer.commitTransaction();
    }
  }

  private static ShardTopics of(KafkaUser user, String password) {
    return new ShardTopics(
        new Brokers(
            cluster.bootstrapServers(),
            Optional.of(Login.of(user.name(), password)),
            Optional.empty()),
        user.name());
  }

  private static Brokers as(KafkaUser user) {
    return of(user, user.password()).brokers();
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(as(a).settings());
    settings.putAll(more);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
