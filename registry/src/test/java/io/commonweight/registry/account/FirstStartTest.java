package io.commonweight.registry.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.federation.RegistryConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class FirstStartTest {
  @TempDir Path directory;

  @Inject RegistryConfig config;

  @Test
  void operatorsTokenIsInAFileThatNobodyElseReads() throws Exception {
    Path file = config.operatorTokenFile().orElseThrow();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Response whoami =
        given()
            .header("Authorization", "Bearer " + Files.readString(file).strip())
            .get("/api/whoami-v2");
    assertThat(whoami.statusCode()).isEqualTo(200);
    assertThat(whoami.<String>path("name")).isEqualTo("operator");
    assertThat(whoami.<String>path("auth.accessToken.role")).isEqualTo("setup");
  }

  @Test
  void laterStartCreatesNoTokenWhileAnOperatorHasAGoodOne() throws Exception {
    Path file = config.operatorTokenFile().orElseThrow();
    String token = Files.readString(file);

    TestAccounts.bean(FirstStart.class).openDoor();

    assertThat(file).content().isEqualTo(token);
  }

  @Test
  void fileThatIsThereIsNotOverwritten() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "mine");

    assertThatThrownBy(() -> SecretFile.create(file, Secret.random(new SecureRandom())))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).content().isEqualTo("mine");
  }
}
