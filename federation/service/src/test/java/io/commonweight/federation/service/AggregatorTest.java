package io.commonweight.federation.service;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.commonweight.federation.service.cluster.Brokers;
import io.commonweight.federation.service.cluster.Login;
import io.commonweight.federation.service.shard.ShardTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AggregatorServices.class)
class AggregatorTest {

  private final AggregatorConfig config;

  AggregatorTest(AggregatorConfig config) {
    this.config = config;
  }

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

  @Test
  void workersLogInToTheirCluster() throws Exception {
    AggregatorConfig.KafkaLogin kafka = config.kafkaLogin().orElseThrow();
    var login = Login.of(kafka.username(), kafka.passwordFile(), Map.of());
    var topics =
        new ShardTopics(
            new Brokers(config.kafka(), Optional.of(login), config.kafkaTruststore()),
            config.organization());
    try (Admin admin = Admin.create(topics.brokers().settings())) {
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (groups(admin).isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(100);
      }

      assertThat(groups(admin)).containsExactly(topics.workerGroup());
      assertThat(admin.listTopics().names().get()).contains(topics.tasks(), topics.results());
    }
  }

  private static List<String> groups(Admin admin) throws Exception {
    return admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
  }

  private static String status(String member) {
    return when().get("/status").then().extract().path(member);
  }
}
