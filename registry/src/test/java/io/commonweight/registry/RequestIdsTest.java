package io.commonweight.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class RequestIdsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/federations",
        "/v1/federations/unknown/log/checkpoint",
        "/api/models",
        "/nobody/nothing/resolve/main/config.json",
        "/q/health/live",
        "/no/such/path/at/all"
      })
  void everyAnswerHasOne(String path) {
    assertThat(given().get(path).header("X-Request-Id")).matches("[0-9a-f-]{36}");
  }

  @Test
  void noTwoAnswersHaveTheSame() {
    String first = given().get("/v1/federations").header("X-Request-Id");

    assertThat(given().get("/v1/federations").header("X-Request-Id")).isNotEqualTo(first);
  }
}
