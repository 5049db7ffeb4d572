package io.commonweight.embedded;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Who lets organizations into a guarded cluster: each gets a user of its own name, whose rights end
 * where the prefix {@code ORGANIZATION.} ends.
 */
final class KafkaOperator {

  private static final int ITERATIONS = 8192;
  private static final long PATIENCE_SECONDS = 30;

  private static final Map<ResourceType, List<AclOperation>> RIGHTS =
      Map.of(
          ResourceType.TOPIC, List.of(CREATE, DESCRIBE, READ, WRITE),
          ResourceType.GROUP, List.of(DESCRIBE, READ),
          ResourceType.TRANSACTIONAL_ID, List.of(DESCRIBE, WRITE));

  private final Map<String, Object> settings;

  KafkaOperator(String bootstrap, String password) {
    this.settings =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(KafkaSettings.OPERATOR, password));
  }

  /** Sets a user's password and grants the rights on the prefix; doing it again is harmless. */
  void admit(KafkaUser user) throws InterruptedException {
    var password =
        new UserScramCredentialUpsertion(
            user.name(),
            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
            user.password());
    try (Admin admin = Admin.create(settings)) {
      await(admin.alterUserScramCredentials(List.of(password)).all(), user);
      await(admin.createAcls(rights(user.name())).all(), user);
    }
  }

  private static void await(KafkaFuture<Void> done, KafkaUser user) throws InterruptedException {
    try {
      done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new EmbeddedServicesException("Kafka does not admit " + user, e);
    }
  }

  private static List<AclBinding> rights(String organization) {
    List<AclBinding> rights = new ArrayList<>();
    RIGHTS.forEach(
        (type, operations) -> {
          var everythingOfTheirs =
              new ResourcePattern(type, organization + ".", PatternType.PREFIXED);
          for (AclOperation operation : operations) {
            var entry =
                new AccessControlEntry(
                    "User:" + organization, "*", operation, AclPermissionType.ALLOW);
            rights.add(new AclBinding(everythingOfTheirs, entry));
          }
        });
    return rights;
  }
}
