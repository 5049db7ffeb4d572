package io.commonweight.registry.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.commonweight.registry.RegistryServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class ProblemMappersTest {

  @Test
  void unknownPathIsAProblem() {
    problem(given().get("/v1/nothing/here"), 404, "about:blank");
  }

  @Test
  void wrongMethodIsAProblem() {
    problem(given().delete("/v1/federations"), 405, "about:blank");
  }

  @Test
  void parameterThatIsNoNumberIsAProblem() {
    problem(given().get("/v1/federations/appending/log/entries?from=x"), 404, "about:blank");
  }

  @Test
  void unknownFederationIsAProblem() {
    problem(
        given().get("/v1/federations/unknown/log/checkpoint"),
        404,
        "https://commonweight.dev/problems/not-found");
  }

  @Test
  void malformedDigestIsAProblem() {
    problem(given().get("/v1/blobs/xyz"), 400, "https://commonweight.dev/problems/malformed");
  }

  private static void problem(Response response, int status, String type) {
    response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo(type))
        .body("status", equalTo(status));
  }
}
