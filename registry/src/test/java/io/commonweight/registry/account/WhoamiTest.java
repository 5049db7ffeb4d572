package io.commonweight.registry.account;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import io.commonweight.registry.RegistryServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class WhoamiTest {

  @Test
  void tokenTellsItsAccountItsOrganizationsAndItself() {
    Account owner = TestAccounts.account();
    String organization = TestAccounts.organization(owner);
    Account reader = TestAccounts.member(organization, Role.READER);

    whoami(TestAccounts.readingAs(reader))
        .statusCode(200)
        .body("type", equalTo("user"))
        .body("id", equalTo(Whoami.hex(reader.id())))
        .body("name", equalTo(reader.name()))
        .body("fullname", equalTo("An account"))
        .body("$", hasKey("email"))
        .body("$", hasKey("periodEnd"))
        .body("isPro", equalTo(false))
        .body("orgs", hasSize(1))
        .body("orgs[0].type", equalTo("org"))
        .body("orgs[0].name", equalTo(organization))
        .body("orgs[0].isEnterprise", equalTo(false))
        .body("orgs[0].roleInOrg", equalTo("read"))
        .body("auth.type", equalTo("access_token"))
        .body("auth.accessToken.displayName", equalTo("test"))
        .body("auth.accessToken.role", equalTo("read"))
        .body(
            "auth.accessToken.createdAt",
            matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
    whoami(TestAccounts.as(owner)).body("orgs[0].roleInOrg", equalTo("admin"));
  }

  @Test
  void nobodyIsKnownWithoutAGoodToken() {
    Account account = TestAccounts.account();
    String invalid = "Invalid credentials in Authorization header";

    given().get("/api/whoami-v2").then().statusCode(401);
    for (String header :
        new String[] {
          "Bearer hf_x",
          "Bearer hf_" + "a".repeat(40),
          "Basic " + "a".repeat(40),
          TestAccounts.expired(account),
          TestAccounts.revoked(account)
        }) {
      whoami(header).statusCode(401).header("X-Error-Message", equalTo(invalid));
    }
  }

  @Test
  void tokenOfAnotherHubReadsWhatIsPublic() {
    given()
        .header("Authorization", "Bearer hf_" + "a".repeat(34))
        .get("/api/models")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse whoami(String authorization) {
    return given().header("Authorization", authorization).get("/api/whoami-v2").then();
  }
}
