package io.commonweight.federation.service.worker;

import io.commonweight.federation.service.shard.ShardResult;
import io.commonweight.federation.service.shard.ShardTask;
import io.commonweight.federation.service.shard.ShardTopics;
import io.commonweight.sdk.json.JsonException;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * One worker of the organization's consumer group. The task of a worker that dies, or is taken for
 * dead, goes to another, and only one of them can tell its result. Runs until its thread is
 * interrupted.
 *
 * @param name which no other worker of the organization has
 * @param topics where tasks come from
 * @param computation what it does with them
 */
public record ShardWorker(String name, ShardTopics topics, ShardComputation computation)
    implements Runnable {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Override
  public void run() {
    String session = name;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        work(session);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (ProducerFencedException _) {
        // Under the old name the two would go on ending each other.
        session = name + "." + UUID.randomUUID();
        Log.warnf(
            "worker starts again under another name: another process is worker %s too; give each a data folder of its own",
            name);
      } catch (IOException e) {
        Log.warnf("worker starts again: %s", e.getMessage());
        pause();
      }
    }
  }

  private void work(String session) throws IOException, InterruptedException {
    topics.create();
    try (var tasks = new TaskSession(topics, session)) {
      try {
        serve(tasks);
      } catch (InterruptException _) {
        // told as below
      }
      // Kafka's clients say goodbye only on a thread that is not marked as interrupted.
      Thread.interrupted();
      throw new InterruptedException();
    } catch (KafkaException e) {
      throw fencing(e).orElseThrow(() -> topics.brokers().failure("work on shards", e));
    }
  }

  private static Optional<RuntimeException> fencing(KafkaException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException fenced) {
        return Optional.of(fenced);
      }
    }
    return Optional.empty();
  }

  private void serve(TaskSession tasks) {
    while (!Thread.currentThread().isInterrupted()) {
      for (ConsumerRecord<byte[], byte[]> message : tasks.next()) {
        tasks.settle(message, compute(message));
      }
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
