package io.commonweight.registry.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.commonweight.registry.RegistryServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class TokensResourceTest {
  private static final String READING = "{\"name\":\"laptop\",\"role\":\"read\"}";

  private final Account account = TestAccounts.account();
  private final String writing = TestAccounts.as(account);

  @Test
  void tokenIsShownOnceAndListedWithoutItsSecret() {
    Response created = create(writing, READING);
    created
        .then()
        .statusCode(201)
        .body("token", matchesPattern("hf_[A-Za-z0-9]{40}"))
        .body("name", equalTo("laptop"))
        .body("role", equalTo("read"));
    String token = created.path("token");
    given().header("Authorization", "Bearer " + token).get("/api/whoami-v2").then().statusCode(200);

    list(writing)
        .body("$", hasSize(2))
        .body("[0].name", equalTo("laptop"))
        .body("[0].token", nullValue())
        .body("[0].digest", nullValue())
        .body("[0].lastUsedOn", equalTo(LocalDate.now(ZoneOffset.UTC).toString()));
  }

  @Test
  void tokenLastsNinetyDaysUnlessToldOtherwise() {
    Instant before = Instant.now();
    Instant expires = Instant.parse(create(writing, READING).path("expiresAt"));
    Instant soon =
        Instant.parse(
            create(writing, "{\"name\":\"ci\",\"role\":\"write\",\"expiresInDays\":1}")
                .path("expiresAt"));

    assertThat(expires).isBetween(before.plusSeconds(90 * 86_400), before.plusSeconds(91 * 86_400));
    assertThat(soon).isBetween(before.plusSeconds(86_400), before.plusSeconds(2 * 86_400));
  }

  @Test
  void fineGrainedTokenKeepsItsPlaces() {
    create(
            writing,
            "{\"name\":\"ci\",\"role\":\"fineGrained\",\"places\":{\"acme/arm\":\"write\"}}")
        .then()
        .statusCode(201)
        .body("role", equalTo("fineGrained"))
        .body("places.'acme/arm'", equalTo("write"));
  }

  @Test
  void tokenToReadWithCreatesNone() {
    create(TestAccounts.readingAs(account), READING).then().statusCode(403);
    create(TestAccounts.as(account, "acme"), READING).then().statusCode(403);
  }

  @Test
  void oneTimeTokenCreatesOneTokenAndDoesNothingElse() {
    String setup = TestAccounts.as(account, Scope.SETUP);
    list(setup).statusCode(401);

    String token = create(setup, "{\"name\":\"own\",\"role\":\"write\"}").path("token");

    list("Bearer " + token).statusCode(200);
    create(setup, READING).then().statusCode(401);
  }

  @Test
  void refusedBodyDoesNotUseAOneTimeTokenUp() {
    String setup = TestAccounts.as(account, Scope.SETUP);

    create(setup, "{}").then().statusCode(400);

    create(setup, READING).then().statusCode(201);
  }

  @Test
  void revokedTokenIsGoneAtOnce() {
    Response created = create(writing, READING);
    String header = "Bearer " + created.<String>path("token");
    int id = created.path("id");

    revoke(header, id).statusCode(204);

    list(header).statusCode(401);
    revoke(writing, id).statusCode(404);
  }

  @Test
  void tokensOfOthersCannotBeRevoked() {
    int id = create(writing, READING).path("id");

    revoke(TestAccounts.as(TestAccounts.account()), id).statusCode(404);
    revoke(TestAccounts.readingAs(account), id).statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"name\":\"x\"}",
        "{\"name\":\"x\",\"role\":\"setup\"}",
        "{\"name\":\"x\",\"role\":\"operator\"}",
        "{\"name\":\"\",\"role\":\"read\"}",
        "{\"name\":\"a\\nb\",\"role\":\"read\"}",
        "{\"name\":\"x\",\"role\":\"read\",\"expiresInDays\":0}",
        "{\"name\":\"x\",\"role\":\"read\",\"expiresInDays\":367}",
        "{\"name\":\"x\",\"role\":\"read\",\"account\":1}",
        "{\"name\":\"x\",\"role\":\"read\",\"places\":{\"acme\":\"read\"}}",
        "{\"name\":\"x\",\"role\":\"fineGrained\"}",
        "{\"name\":\"x\",\"role\":\"fineGrained\",\"places\":{\"../x\":\"read\"}}"
      })
  void malformedBodyIsRefused(String body) {
    create(writing, body).then().statusCode(400);
  }

  @Test
  void hugeBodyIsRefused() {
    create(writing, " ".repeat(16_385)).then().statusCode(413);
  }

  @Test
  void tokensReachNoLogLine() {
    List<String> lines = new CopyOnWriteArrayList<>();
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage() + Arrays.toString(line.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger.getLogger("").addHandler(handler);
    // The client of these tests, in org.apache, would log what it sends.
    List<Logger> loggers = List.of(Logger.getLogger("io"), Logger.getLogger("org.jboss"));
    loggers.forEach(logger -> logger.setLevel(Level.FINE));
    String token;
    try {
      token = create(writing, READING).path("token");
      list("Bearer " + token).statusCode(200);
      create("Bearer " + token, READING).then().statusCode(403);
      create(writing, "{\"" + token + "\":1}").then().statusCode(400);
    } finally {
      loggers.forEach(logger -> logger.setLevel(null));
      Logger.getLogger("").removeHandler(handler);
    }

    String own = writing.substring("Bearer ".length());
    assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(token) || line.contains(own));
  }

  private static Response create(String authorization, String body) {
    return given().header("Authorization", authorization).body(body).post("/api/tokens");
  }

  private static ValidatableResponse list(String authorization) {
    return given().header("Authorization", authorization).get("/api/tokens").then();
  }

  private static ValidatableResponse revoke(String authorization, int id) {
    return given().header("Authorization", authorization).delete("/api/tokens/" + id).then();
  }
}
