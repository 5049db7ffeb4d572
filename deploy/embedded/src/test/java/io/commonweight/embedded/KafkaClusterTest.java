package io.commonweight.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.embedded.KafkaCluster.Access;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaClusterTest {

  @TempDir Path directory;

  @Test
  void guardedClusterKeepsItsUsersAndTheirRights() throws Exception {
    KafkaUser user;
    try (var cluster = KafkaCluster.start(directory, 1, Access.GUARDED)) {
      user = cluster.admit("a");
      cluster.admit("b");
      make(cluster, user, "a.topic");

      assertThatThrownBy(() -> make(cluster, user, "b.topic"))
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    try (var cluster = KafkaCluster.start(directory, 1, Access.GUARDED)) {
      make(cluster, user, "a.third");
      assertThat(cluster.admit("a")).isEqualTo(user);
    }
    assertThat(user).asString().doesNotContain(user.password());
    assertThat(directory.resolve("node-1/run/kafka.properties"))
        .satisfies(
            file ->
                assertThat(Files.getPosixFilePermissions(file))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------")));
  }

  private static void make(KafkaCluster cluster, KafkaUser user, String topic) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "SCRAM-SHA-512",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user.name(), user.password()));
    try (Admin admin = Admin.create(settings)) {
      admin
          .createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }
}
