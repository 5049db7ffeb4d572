package io.commonweight.federation.service.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginTest {
  @TempDir private Path folder;

  @Test
  void fileGoesBeforeTheEnvironment() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "from \"file\\\nmore\n");
    Map<String, String> environment = Map.of(Login.ENVIRONMENT, "environment");

    assertThat(Login.of("org", Optional.of(file), environment).jaas().value())
        .endsWith("required username=\"org\" password=\"from \\\"file\\\\\";");
    assertThat(Login.of("org", Optional.empty(), environment).jaas().value())
        .endsWith("required username=\"org\" password=\"environment\";");
  }

  @Test
  void passwordIsInNoTextForm() {
    Login login = Login.of("org", "the secret");
    var brokers = new Brokers("127.0.0.1:9092", Optional.of(login), Optional.empty());

    assertThat(login).hasToString("Login[org]");
    assertThat(brokers.toString() + brokers.settings()).doesNotContain("the secret");
  }

  @Test
  void loginWithoutAPasswordIsRefused() {
    assertThatThrownBy(() -> Login.of("org", Optional.empty(), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Kafka user org has no password: give commonweight.aggregator.kafka-login.password-file, or set COMMONWEIGHT_KAFKA_PASSWORD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1:9092                     | PLAINTEXT",
        "localhost:9092, [::1]:9093         | PLAINTEXT",
        "10.0.0.1:9092                      | SSL",
        "127.0.0.1:9092,10.0.0.1:9092       | SSL",
        "no-such-host.invalid:9092          | SSL",
        "127.0.0.1                          | SSL"
      })
  void nothingLeavesTheMachineUnencrypted(String bootstrap, String protocol) {
    var brokers = Brokers.open(bootstrap);
    var withLogin = new Brokers(bootstrap, Optional.of(Login.of("a", "b")), Optional.empty());

    assertThat(brokers.settings()).containsEntry("security.protocol", protocol);
    assertThat(withLogin.settings()).containsEntry("security.protocol", "SASL_" + protocol);
  }
}
