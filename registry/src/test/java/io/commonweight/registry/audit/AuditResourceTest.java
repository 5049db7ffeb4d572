package io.commonweight.registry.audit;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.account.Account;
import io.commonweight.registry.account.TestAccounts;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.MerkleTree;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class AuditResourceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AuditLog log = Arc.container().instance(AuditLog.class).get();
  private final String operator = TestAccounts.as(TestAccounts.operator());

  @Test
  void writesAreRecordedWithWhoWhatWhenWhereAndTheOutcome() throws Exception {
    Account account = TestAccounts.account();
    Instant before = Instant.now();
    Response created =
        given()
            .header("Authorization", TestAccounts.as(account))
            .body("{\"name\":\"ci\",\"role\":\"read\"}")
            .post("/api/tokens?note=secret");

    JsonNode record = recorded(created, before);

    assertThat(record.path("account").asText()).isEqualTo(account.name());
    assertThat(record.path("token").asLong()).isPositive();
    assertThat(record.path("method").asText()).isEqualTo("POST");
    assertThat(record.path("path").asText()).isEqualTo("/api/tokens");
    assertThat(record.path("status").asInt()).isEqualTo(201);
    assertThat(record.path("address").asText()).isEqualTo("127.0.0.1");
    assertThat(record.path("at").asLong())
        .isBetween(
            ChronoUnit.MICROS.between(Instant.EPOCH, before),
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    assertThat(record.toString()).doesNotContain("hf_").doesNotContain("secret");
  }

  @Test
  void refusedWritesAreRecordedToo() throws Exception {
    Instant before = Instant.now();
    JsonNode record = recorded(given().delete("/api/tokens/1"), before);

    assertThat(record.path("account").isMissingNode()).isTrue();
    assertThat(record.path("status").asInt()).isEqualTo(401);
  }

  @Test
  void readsAreNotRecorded() throws Exception {
    Instant before = Instant.now();
    Response read = given().get("/api/models");
    Response asked = given().post("/v1/challenges");

    assertThat(find(read, before)).isEmpty();
    assertThat(find(asked, before)).isEmpty();
  }

  @Test
  void hourThatIsOverGetsARootThatShowsEachOfItsRecords() throws Exception {
    // In the future, so that the registry does not close it by itself meanwhile.
    Instant hour = Instant.parse("2126-01-01T05:00:00Z");
    for (int i = 0; i < 5; i++) {
      log.add(record(hour.plusSeconds(600L * i)));
    }
    log.add(record(hour.plus(1, ChronoUnit.HOURS)));

    log.close(hour.plus(1, ChronoUnit.HOURS).plusSeconds(1));

    JsonNode root = root(hour);
    assertThat(root.path("records").asInt()).isEqualTo(5);
    List<JsonNode> records = records(hour);
    assertThat(records).hasSize(5);
    for (JsonNode proven : records) {
      verify(proven, root);
    }
    assertThat(records(hour.plus(1, ChronoUnit.HOURS)).getFirst().has("path")).isFalse();
    log.close(hour.plus(3, ChronoUnit.HOURS));
    assertThat(root(hour.plus(1, ChronoUnit.HOURS)).path("records").asInt()).isEqualTo(1);
    assertThat(root(hour)).isEqualTo(root);
  }

  @Test
  void hourThatIsNoTimeIsRefused() {
    for (String hour : List.of("", "now", "+1000000000-12-31T23:59:59Z", "1969-01-01T00:00:00Z")) {
      get("/v1/audit/records", "hour", hour).then().statusCode(400);
    }
    get("/v1/audit/roots", "before", "x").then().statusCode(400);
  }

  private static void verify(JsonNode proven, JsonNode root) throws Exception {
    byte[] salt = HexFormat.of().parseHex(proven.path("salt").asText());
    byte[] record = proven.path("record").asText().getBytes(UTF_8);
    List<Sha256> path = new ArrayList<>();
    proven.path("path").forEach(hash -> path.add(new Sha256(hash.asText())));
    new InclusionProof(proven.path("index").asLong(), path)
        .verify(
            MerkleTree.leafHash(Commitment.of(salt, record).bytes()),
            root.path("records").asLong(),
            new Sha256(root.path("root").asText()));
  }

  private static AuditRecord record(Instant at) {
    return new AuditRecord(
        ChronoUnit.MICROS.between(Instant.EPOCH, at),
        "request",
        "POST",
        "/",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "192.0.2.1",
        200);
  }

  private JsonNode recorded(Response response, Instant before) throws Exception {
    return find(response, before).orElseThrow();
  }

  private Optional<JsonNode> find(Response response, Instant before) throws Exception {
    String id = response.header("X-Request-Id");
    List<JsonNode> all = records(before.truncatedTo(ChronoUnit.HOURS));
    all.addAll(records(Instant.now().truncatedTo(ChronoUnit.HOURS)));
    for (JsonNode proven : all) {
      JsonNode record = JSON.readTree(proven.path("record").asText());
      if (record.path("request").asText().equals(id)) {
        return Optional.of(record);
      }
    }
    return Optional.empty();
  }

  private List<JsonNode> records(Instant hour) throws Exception {
    List<JsonNode> records = new ArrayList<>();
    for (int from = 0; records.size() == from; from += 1000) {
      String body =
          given()
              .header("Authorization", operator)
              .queryParam("hour", hour.toString())
              .queryParam("from", from)
              .get("/v1/audit/records")
              .then()
              .statusCode(200)
              .extract()
              .asString();
      JSON.readTree(body).path("records").forEach(records::add);
    }
    return records;
  }

  private static JsonNode root(Instant hour) throws Exception {
    String body = get("/v1/audit/roots", "before", hour.plusSeconds(1).toString()).asString();
    return JSON.readTree(body).path(0);
  }

  private static Response get(String path, String parameter, String value) {
    return given()
        .header("Authorization", TestAccounts.as(TestAccounts.operator()))
        .queryParam(parameter, value)
        .get(path);
  }
}
