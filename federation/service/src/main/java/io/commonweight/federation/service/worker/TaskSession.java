package io.commonweight.federation.service.worker;

import io.commonweight.federation.service.shard.ShardResult;
import io.commonweight.federation.service.shard.ShardTopics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A worker's place in the organization's consumer group. That a task is done, and its result, are
 * one Kafka transaction: both are seen or neither. After any failure the session is of no more use:
 * closing it aborts what it had begun, and the next one reads the same task again. Not thread-safe.
 */
final class TaskSession implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration GOODBYE = Duration.ofSeconds(10);

  private final ShardTopics topics;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;

  /**
   * Joins the group.
   *
   * @param worker a name that no other worker of the organization has; one that had it before can
   *     settle nothing more
   * @throws org.apache.kafka.common.KafkaException if the cluster cannot be reached or refuses
   */
  TaskSession(ShardTopics topics, String worker) {
    this.topics = topics;
    this.producer = topics.transactions(worker);
    try {
      producer.initTransactions();
      this.consumer = topics.workerConsumer();
    } catch (RuntimeException e) {
      producer.close(GOODBYE);
      throw e;
    }
  }

  /** The next task, if there is one soon. */
  ConsumerRecords<byte[], byte[]> next() {
    return consumer.poll(POLL);
  }

  /**
   * Tells the result of a task and that it is done. The transaction begins only now, so a task that
   * takes long holds up nobody.
   *
   * @param result none if there was nothing to compute
   * @throws org.apache.kafka.clients.consumer.CommitFailedException if the task went to another
   *     worker in the meantime
   * @throws org.apache.kafka.common.errors.ProducerFencedException if another session has the
   *     worker's name
   */
  void settle(ConsumerRecord<byte[], byte[]> task, Optional<ShardResult> result) {
    producer.beginTransaction();
    if (result.isPresent()) {
      // Whether it was written shows when the transaction is committed.
      var _ = producer.send(new ProducerRecord<>(topics.results(), result.get().encode()));
    }
    producer.sendOffsetsToTransaction(
        Map.of(
            new TopicPartition(task.topic(), task.partition()),
            new OffsetAndMetadata(task.offset() + 1)),
        consumer.groupMetadata());
    producer.commitTransaction();
  }

  /** Leaves the group and aborts what is open, in some seconds at most. */
  @Override
  public void close() {
    try {
      producer.close(GOODBYE);
    } finally {
      consumer.close();
    }
  }
}
