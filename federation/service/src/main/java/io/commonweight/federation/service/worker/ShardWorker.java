package io.commonweight.federation.service.worker;

import io.commonweight.federation.service.shard.ShardResult;
import io.commonweight.federation.service.shard.ShardTask;
import io.commonweight.federation.service.shard.ShardTopics;
import io.commonweight.sdk.json.JsonException;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * One worker of the organization's consumer group. It acknowledges a task after it has told the
 * result, so the task of a worker that dies goes to another. Runs until its thread is interrupted.
 *
 * @param topics where tasks come from
 * @param computation what it does with them
 */
public record ShardWorker(ShardTopics topics, ShardComputation computation) implements Runnable {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        work();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (IOException | KafkaException e) {
        Log.warnf("worker starts again: %s", e.getMessage());
        pause();
      }
    }
  }

  private void work() throws IOException, InterruptedException {
    topics.create();
    try (Consumer<byte[], byte[]> consumer = topics.workerConsumer();
        Producer<byte[], byte[]> producer = topics.producer()) {
      try {
        serve(consumer, producer);
      } catch (InterruptException _) {
        // told as below
      }
      // Kafka's clients say goodbye only on a thread that is not marked as interrupted.
      Thread.interrupted();
      throw new InterruptedException();
    }
  }

  private void serve(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer)
      throws IOException, InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        Optional<ShardResult> result = compute(message);
        if (result.isPresent()) {
          tell(producer, result.get());
        }
        consumer.commitSync();
      }
    }
  }

  private void tell(Producer<byte[], byte[]> producer, ShardResult result)
      throws IOException, InterruptedException {
    try {
      producer.send(new ProducerRecord<>(topics.results(), result.encode())).get();
    } catch (ExecutionException e) {
      throw new IOException("cannot tell the result of a shard: " + e.getCause(), e);
    }
  }

  /** A shard that fails is left to the coordinator, which asks again. */
  private Optional<ShardResult> compute(ConsumerRecord<byte[], byte[]> message) {
    try {
      return computation.run(
          ShardTask.parse(message.value() == null ? new byte[0] : message.value()));
    } catch (JsonException e) {
      Log.warnf("passed over a message on %s: %s", topics.tasks(), e.getMessage());
    } catch (IOException | RuntimeException e) {
      Log.warnf("shard not computed: %s", e.getMessage());
    }
    return Optional.empty();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
