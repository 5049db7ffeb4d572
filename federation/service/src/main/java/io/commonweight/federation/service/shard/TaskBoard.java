package io.commonweight.federation.service.shard;

import io.commonweight.sdk.json.JsonException;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** The coordinator's side of the topics, for one round. Not thread-safe. */
final class TaskBoard implements AutoCloseable {
  private final ShardTopics topics;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;

  /** Opens the board; results written before are not seen. */
  TaskBoard(ShardTopics topics) throws IOException, InterruptedException {
    topics.create();
    this.topics = topics;
    try {
      this.consumer = topics.coordinatorConsumer();
      this.producer = topics.producer();
    } catch (KafkaException e) {
      throw topics.brokers().failure("open the task board", e);
    }
  }

  /** Posts tasks durably. */
  void post(List<ShardTask> tasks) throws IOException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      int partitions = producer.partitionsFor(topics.tasks()).size();
      for (ShardTask task : tasks) {
        // The partitioner would put a burst of small messages into one partition.
        int partition = task.shard() % partitions;
        sent.add(
            producer.send(new ProducerRecord<>(topics.tasks(), partition, null, task.encode())));
      }
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (InterruptException _) {
      throw new InterruptedException();
    } catch (ExecutionException | KafkaException e) {
      throw topics.brokers().failure("post shard tasks", e);
    }
  }

  /** Waits for results; messages that are none are passed over. */
  List<ShardResult> await(Duration timeout) throws IOException, InterruptedException {
    List<ShardResult> results = new ArrayList<>();
    try {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(timeout)) {
        parse(message).ifPresent(results::add);
      }
    } catch (InterruptException _) {
      throw new InterruptedException();
    } catch (KafkaException e) {
      throw topics.brokers().failure("read shard results", e);
    }
    return results;
  }

  private Optional<ShardResult> parse(ConsumerRecord<byte[], byte[]> message) {
    try {
      return Optional.of(
          ShardResult.parse(message.value() == null ? new byte[0] : message.value()));
    } catch (JsonException e) {
      Log.warnf("passed over a message on %s: %s", topics.results(), e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    boolean isInterrupted = Thread.interrupted(); // the clients say goodbye only without that mark
    try (producer) {
      consumer.close();
    } catch (KafkaException e) {
      Log.warnf("the task board was not closed in good order: %s", e.getMessage());
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
