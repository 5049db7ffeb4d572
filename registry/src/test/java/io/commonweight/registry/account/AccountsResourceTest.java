package io.commonweight.registry.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.problem.HubException.Conflict;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class AccountsResourceTest {
  private final String operator = TestAccounts.as(TestAccounts.operator());

  @Test
  void newAccountIsLetInWithItsOneTimeToken() {
    String name = TestAccounts.name("new").name();
    String oneTime =
        send("POST", "/api/accounts", "{\"name\":\"" + name + "\",\"fullName\":\"Ann\"}")
            .statusCode(201)
            .body("name", equalTo(name))
            .body("fullName", equalTo("Ann"))
            .body("operator", equalTo(false))
            .body("disabled", equalTo(false))
            .extract()
            .path("oneTimeToken");

    String token =
        given()
            .header("Authorization", "Bearer " + oneTime)
            .body("{\"name\":\"own\",\"role\":\"write\"}")
            .post("/api/tokens")
            .path("token");

    given()
        .header("Authorization", "Bearer " + token)
        .get("/api/whoami-v2")
        .then()
        .body("name", equalTo(name));
    send("GET", "/api/accounts", "").body("name", hasItem(name));
    given().get("/api/users/" + name + "/overview").then().body("fullname", equalTo("Ann"));
  }

  @Test
  void nameIsTakenWhateverItsCaseAndWhoeverHasIt() {
    Account account = TestAccounts.account();
    String organization = TestAccounts.organization(account);

    for (String name : new String[] {account.name(), organization}) {
      String upper = name.toUpperCase(Locale.ROOT);
      send("POST", "/api/accounts", "{\"name\":\"" + upper + "\"}").statusCode(409);
      send(
              "POST",
              "/api/organizations",
              "{\"name\":\"" + name + "\",\"owner\":\"" + account.name() + "\"}")
          .statusCode(409);
    }
  }

  @Test
  void disabledAccountIsGoneButForItsName() {
    Account account = TestAccounts.account();
    String token = TestAccounts.as(account);

    send("DELETE", "/api/accounts/" + account.name(), "").statusCode(204);

    given().header("Authorization", token).get("/api/whoami-v2").then().statusCode(401);
    given().get("/api/users/" + account.name() + "/overview").then().statusCode(404);
    send("POST", "/api/accounts", "{\"name\":\"" + account.name() + "\"}").statusCode(409);
    send("PATCH", "/api/accounts/" + account.name(), "{\"disabled\":false}")
        .body("disabled", equalTo(false));
    given().header("Authorization", token).get("/api/whoami-v2").then().statusCode(401);
  }

  @Test
  void operatorIsMadeAndUnmade() {
    Account account = TestAccounts.account();
    String token = TestAccounts.as(account);

    send("PATCH", "/api/accounts/" + account.name(), "{\"operator\":true}").statusCode(200);
    given().header("Authorization", token).get("/api/accounts").then().statusCode(200);
    send("PATCH", "/api/accounts/" + account.name(), "{\"operator\":false}").statusCode(200);
    given().header("Authorization", token).get("/api/accounts").then().statusCode(403);
  }

  @Test
  void operatorWithATokenToReadWithLooksAfterNothing() {
    given()
        .header("Authorization", TestAccounts.readingAs(TestAccounts.operator()))
        .get("/api/accounts")
        .then()
        .statusCode(403);
  }

  @Test
  void lastOperatorCannotBeDisabled() {
    Accounts accounts = TestAccounts.bean(Accounts.class);
    Account last = TestAccounts.operator();
    // Rolled back, because other tests have operators of their own.
    QuarkusTransaction.begin();
    try {
      for (AccountInfo other : accounts.list()) {
        if (other.operator() && !other.name().equals(last.name())) {
          accounts.change(
              other.name(),
              new AccountChange(Optional.empty(), Optional.of(false), Optional.empty()));
        }
      }
      assertThatThrownBy(() -> accounts.change(last.name(), AccountChange.DISABLED))
          .isInstanceOf(Conflict.class)
          .hasMessageContaining("is the last operator");
    } finally {
      QuarkusTransaction.rollback();
    }
    assertThat(accounts.get(last.name()).disabled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"api\"}",
        "{\"name\":\"a--b\"}",
        "{\"name\":\"-a\"}",
        "{\"name\":\"a/b\"}",
        "{\"name\":\"a.git\"}",
        "{\"name\":\"ok\",\"fullName\":\"\"}",
        "{\"name\":\"ok\",\"operator\":1}",
        "{\"name\":\"ok\",\"role\":\"owner\"}"
      })
  void malformedAccountIsRefused(String body) {
    send("POST", "/api/accounts", body).statusCode(400);
  }

  private ValidatableResponse send(String method, String path, String body) {
    return given().header("Authorization", operator).body(body).request(method, path).then();
  }
}
