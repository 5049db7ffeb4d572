package io.commonweight.federation.service;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AggregatorServices.class)
class AggregatorTest {

  @BeforeEach
  void awaitTheFirstDuty() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!status("waiting").startsWith("waiting for round-open")) {
      assertThat(System.nanoTime()).as(status("problem")).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  @Test
  void statusTellsWhatIsWaitedFor() {
    when()
        .get("/status")
        .then()
        .statusCode(200)
        .body("organization", equalTo("org-1"))
        .body("phase", equalTo("AwaitingOpen"))
        .body("round", equalTo(0))
        .body("waiting", equalTo("waiting for round-open: 1 of 3"))
        .body("lastAggregate", equalTo(""))
        .body("problem", equalTo(""));
  }

  @Test
  void aggregatorThatFollowsTheLogIsReady() {
    when().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void metricsCountStatements() {
    given()
        .when()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("commonweight_aggregator_statements_total{kind=\"RoundOpen\"} 1.0"))
        .body(containsString("commonweight_aggregator_delegation_seconds{role=\"release\"} 7"));
  }

  private static String status(String member) {
    return when().get("/status").then().extract().path(member);
  }
}
