package io.commonweight.federation.service.shard;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.commonweight.federation.service.cluster.Brokers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topics through which an organization's coordinator and workers talk, and clients of them that
 * are sized for small, rare messages. Every name of a topic, group or transactional id begins with
 * the organization and a dot, so that several can share a cluster and none can reach another's.
 *
 * @param brokers the cluster
 * @param organization the organization's name
 */
public record ShardTopics(Brokers brokers, String organization) {
  /** How many workers can share the tasks of one organization, unless the topic has more. */
  private static final int TASK_PARTITIONS = 16;

  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final Duration LONGEST_TASK = Duration.ofMinutes(30);
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int ATTEMPTS = 100;

  /** The topic of {@link ShardTask}s. */
  public String tasks() {
    return organization + ".commonweight.shard-tasks.v1";
  }

  /** The topic of {@link ShardResult}s. */
  public String results() {
    return organization + ".commonweight.shard-results.v1";
  }

  /** The group of the organization's workers. */
  public String workerGroup() {
    return organization + ".commonweight.workers";
  }

  /** Makes the topics unless they are there. */
  public void create() throws IOException, InterruptedException {
    Map<String, Object> settings = brokers.settings();
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST));
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(REQUEST));
    try (Admin admin = Admin.create(settings)) {
      var topics =
          List.of(
              new NewTopic(tasks(), TASK_PARTITIONS, (short) -1),
              new NewTopic(results(), 1, (short) -1));
      for (KafkaFuture<Void> made : admin.createTopics(topics).values().values()) {
        awaitCreation(made);
      }
    } catch (KafkaException e) {
      throw brokers.failure("make the topics of " + organization, e);
    }
  }

  private void awaitCreation(KafkaFuture<Void> made) throws IOException, InterruptedException {
    try {
      made.get(2 * REQUEST.toSeconds(), SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("Kafka at " + brokers.bootstrap() + " does not answer", e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw brokers.failure("make the topics of " + organization, e);
      }
    }
  }

  /** A producer that several threads may share. */
  public Producer<byte[], byte[]> producer() {
    return producer(producerSettings());
  }

  /**
   * A producer of transactions. Whoever makes a second one for the same worker ends the first: what
   * that had begun is aborted, and it can commit nothing more.
   *
   * @param worker a name that no other worker of the organization has
   */
  public Producer<byte[], byte[]> transactions(String worker) {
    Map<String, Object> settings = producerSettings();
    settings.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG, organization + ".commonweight.worker." + worker);
    // While the transaction of a worker that was killed is open, nobody's results are seen.
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(REQUEST));
    return producer(settings);
  }

  private Map<String, Object> producerSettings() {
    Map<String, Object> settings = brokers.settings();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) BUFFER_BYTES);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis(REQUEST));
    settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, (long) millis(REQUEST));
    return settings;
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A consumer that shares the tasks with the organization's other workers. */
  public Consumer<byte[], byte[]> workerConsumer() {
    Map<String, Object> settings = consumerSettings();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, workerGroup());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis(LONGEST_TASK));
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(REQUEST));
    var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(tasks()));
    return consumer;
  }

  /** A consumer of all results that are committed from now on. */
  Consumer<byte[], byte[]> coordinatorConsumer() throws IOException, InterruptedException {
    Map<String, Object> settings = consumerSettings();
    settings.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        IsolationLevel.READ_COMMITTED.name().toLowerCase(Locale.ROOT));
    var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions = resultPartitions(consumer);
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position); // seeking is lazy; results may come at once
      return consumer;
    } catch (IOException | InterruptedException | RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** A topic that was just made is not known to every broker at once. */
  private List<TopicPartition> resultPartitions(Consumer<byte[], byte[]> consumer)
      throws IOException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<PartitionInfo> partitions = consumer.partitionsFor(results());
      if (!partitions.isEmpty()) {
        return partitions.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
      }
      Thread.sleep(REQUEST.dividedBy(ATTEMPTS));
    }
    throw new IOException(
        "Kafka at " + brokers.bootstrap() + " does not know the topic " + results());
  }

  private Map<String, Object> consumerSettings() {
    Map<String, Object> settings = brokers.settings();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BUFFER_BYTES);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, millis(REQUEST));
    return settings;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
