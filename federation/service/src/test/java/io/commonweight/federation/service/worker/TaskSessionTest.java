package io.commonweight.federation.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.service.Workplace;
import io.commonweight.federation.service.shard.ShardMessages;
import io.commonweight.federation.service.shard.ShardResult;
import io.commonweight.federation.service.shard.ShardTask;
import io.commonweight.federation.service.shard.ShardTopics;
import io.commonweight.sdk.Sha256;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class TaskSessionTest {
  private static final Sha256 DIGEST = FederationFixture.digest("any");
  private static final ShardTask TASK = new ShardTask(DIGEST, DIGEST, DIGEST, 0);

  private final ShardTopics topics = Workplace.freshTopics();

  @Test
  void taskIsReadUntilItsResultIsCommitted() throws Exception {
    ShardMessages.post(topics, List.of(TASK));
    try (var first = new TaskSession(topics, "first")) {
      assertThat(ShardTask.parse(next(first).value())).isEqualTo(TASK);
    }

    try (var second = new TaskSession(topics, "second")) {
      second.settle(next(second), Optional.of(result("second")));
    }
    try (var third = new TaskSession(topics, "third")) {
      assertThat(third.next()).isEmpty();
    }

    assertThat(ShardMessages.results(topics)).containsExactly(result("second"));
  }

  @Test
  void ofTwoSessionsWithOneNameOnlyTheNewerIsHeard() throws Exception {
    ShardMessages.post(topics, List.of(TASK));
    try (var older = new TaskSession(topics, "worker")) {
      ConsumerRecord<byte[], byte[]> task = next(older);

      try (var _ = new TaskSession(topics, "worker")) {
        assertThatThrownBy(() -> older.settle(task, Optional.of(result("older"))))
            .isInstanceOf(KafkaException.class);
      }
    }

    assertThat(ShardMessages.results(topics)).isEmpty();
  }

  @Test
  void workerThatWasTakenForDeadCannotTellItsResult() throws Exception {
    ShardMessages.post(topics, List.of(TASK));
    try (var zombie = new TaskSession(topics, "zombie");
        Admin admin = Admin.create(topics.brokers().settings())) {
      ConsumerRecord<byte[], byte[]> task = next(zombie);
      admin
          .removeMembersFromConsumerGroup(
              topics.workerGroup(), new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();

      try (var heir = new TaskSession(topics, "heir")) {
        heir.settle(next(heir), Optional.of(result("heir")));
        assertThatThrownBy(() -> zombie.settle(task, Optional.of(result("zombie"))))
            .isInstanceOf(CommitFailedException.class);
      }
    }

    assertThat(ShardMessages.results(topics)).containsExactly(result("heir"));
  }

  @Test
  void whatAKilledWorkerHadBegunIsAbortedWhenItStartsAgain() throws Exception {
    ShardMessages.post(topics, List.of(TASK));
    Producer<byte[], byte[]> killed = topics.transactions("worker");
    killed.initTransactions();
    killed.beginTransaction();
    killed.send(new ProducerRecord<>(topics.results(), result("killed").encode())).get();

    try (var again = new TaskSession(topics, "worker")) {
      again.settle(next(again), Optional.of(result("again")));
    }

    assertThat(ShardMessages.results(topics)).containsExactly(result("again"));
    killed.close();
  }

  @Test
  void whatIsOpenIsAbortedOnClosing() throws Exception {
    ShardMessages.post(topics, List.of(TASK));
    try (Producer<byte[], byte[]> open = topics.transactions("open")) {
      open.initTransactions();
      open.beginTransaction();
      open.send(new ProducerRecord<>(topics.results(), result("open").encode())).get();
    }

    try (var other = new TaskSession(topics, "other")) {
      other.settle(next(other), Optional.of(result("other")));
    }

    assertThat(ShardMessages.results(topics)).containsExactly(result("other"));
  }

  private static ConsumerRecord<byte[], byte[]> next(TaskSession session) {
    for (int attempt = 0; attempt < 30; attempt++) {
      for (ConsumerRecord<byte[], byte[]> task : session.next()) {
        return task;
      }
    }
    throw new AssertionError("no task came");
  }

  private static ShardResult result(String who) {
    Sha256 digest = FederationFixture.digest(who);
    return ShardResult.of(TASK, digest, digest.hex());
  }
}
