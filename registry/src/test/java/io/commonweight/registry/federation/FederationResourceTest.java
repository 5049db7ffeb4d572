package io.commonweight.registry.federation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.TestFederation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class FederationResourceTest {
  private final TestFederation federation = new TestFederation("entering");

  @Test
  void federationsAreListedWithTheirCharters() {
    given()
        .get("/v1/federations")
        .then()
        .statusCode(200)
        .body("federation", hasItem("entering"))
        .body(
            "find { it.federation == 'entering' }.charter",
            equalTo(federation.founding().charterDigest().hex()))
        .body("find { it.federation == 'entering' }.sequencer", equalTo(true));
  }

  @Test
  void registryIsReadyAndCountsWhatItDoes() {
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    assertThat(given().get("/q/metrics").asString()).contains("commonweight_log_entries");
    assertThat(given().get("/q/openapi").asString()).contains("/v1/federations/{f}/log/entries");
  }
}
