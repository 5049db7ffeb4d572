package io.commonweight.federation.service.shard;

import io.commonweight.sdk.json.JsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What lies on an organization's topics, and a way to put more there. */
public final class ShardMessages {
  private ShardMessages() {}

  /** Posts tasks as a coordinator does. */
  public static void post(ShardTopics topics, List<ShardTask> tasks) throws Exception {
    try (var board = new TaskBoard(topics)) {
      board.post(tasks);
    }
  }

  /** Writes a result outside of any transaction, as none of our workers does. */
  public static void write(ShardTopics topics, ShardResult result) throws Exception {
    try (Producer<byte[], byte[]> out = topics.producer()) {
      out.send(new ProducerRecord<>(topics.results(), result.encode())).get();
    }
  }

  /** All results that were ever committed. */
  public static List<ShardResult> results(ShardTopics topics) throws JsonException {
    List<ShardResult> results = new ArrayList<>();
    for (byte[] message : committed(topics)) {
      results.add(ShardResult.parse(message));
    }
    return results;
  }

  /** How many messages were ever committed as results. */
  public static int count(ShardTopics topics) {
    return committed(topics).size();
  }

  private static List<byte[]> committed(ShardTopics topics) {
    Map<String, Object> settings = new HashMap<>(topics.brokers().settings());
    settings.put("isolation.level", "read_committed");
    List<byte[]> messages = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(topics.results(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
          messages.add(message.value());
        }
      }
    }
    return messages;
  }
}
