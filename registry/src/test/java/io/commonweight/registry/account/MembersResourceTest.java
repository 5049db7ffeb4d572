package io.commonweight.registry.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.commonweight.registry.RegistryServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class MembersResourceTest {
  private final Account owner = TestAccounts.account();
  private final String organization = TestAccounts.organization(owner);
  private final String owning = TestAccounts.as(owner);

  @Test
  void membersAreListedWithTheirRoles() {
    TestAccounts.member(organization, Role.MAINTAINER);

    send(owning, "GET", "", "")
        .statusCode(200)
        .body("$", hasSize(2))
        .body("find { it.name == '" + owner.name() + "' }.role", equalTo("owner"))
        .body("role.sort()", equalTo(List.of("maintainer", "owner")));
  }

  @Test
  void lastOwnerNeitherLeavesNorStepsDown() {
    send(owning, "DELETE", "/" + owner.name(), "").statusCode(409);
    send(owning, "PUT", "/" + owner.name(), "{\"role\":\"maintainer\"}").statusCode(409);

    Account other = TestAccounts.account();
    send(owning, "PUT", "/" + other.name(), "{\"role\":\"owner\"}").statusCode(204);
    send(owning, "DELETE", "/" + owner.name(), "").statusCode(204);
    send(owning, "GET", "", "").statusCode(403);
  }

  @Test
  void ofTwoOwnersThatLeaveAtOnceOneStays() throws Exception {
    Account other = TestAccounts.member(organization, Role.OWNER);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> leave =
          List.of(
              () -> status(owning, "/" + owner.name()),
              () -> status(TestAccounts.as(other), "/" + other.name()));
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> status : threads.invokeAll(leave)) {
        statuses.add(status.get());
      }
      assertThat(statuses).containsExactlyInAnyOrder(204, 409);
    }
  }

  @Test
  void fineGrainedTokenForTheOrganizationManagesItsMembers() {
    Account reader = TestAccounts.account();
    String inside = TestAccounts.as(owner, organization);
    String elsewhere = TestAccounts.as(owner, organization + "/repo");

    send(inside, "PUT", "/" + reader.name(), "{\"role\":\"reader\"}").statusCode(204);
    send(elsewhere, "DELETE", "/" + reader.name(), "").statusCode(403);
    send(TestAccounts.readingAs(owner), "DELETE", "/" + reader.name(), "").statusCode(403);
  }

  @Test
  void nothingIsGivenToWhoeverDoesNotExist() {
    send(owning, "PUT", "/nobody-at-all", "{\"role\":\"reader\"}").statusCode(404);
    send(owning, "PUT", "/" + organization, "{\"role\":\"reader\"}").statusCode(404);
    send(owning, "PUT", "/" + owner.name(), "{\"role\":\"operator\"}").statusCode(400);
    send(owning, "DELETE", "/" + TestAccounts.account().name(), "").statusCode(404);
  }

  @Test
  void dissolvedOrganizationKeepsItsName() {
    String operator = TestAccounts.as(TestAccounts.operator());
    given()
        .header("Authorization", operator)
        .delete("/api/organizations/" + organization)
        .then()
        .statusCode(204);

    send(owning, "GET", "", "").statusCode(403);
    given()
        .header("Authorization", operator)
        .body("{\"name\":\"" + organization + "\",\"owner\":\"" + owner.name() + "\"}")
        .post("/api/organizations")
        .then()
        .statusCode(409);
  }

  private int status(String authorization, String path) {
    return send(authorization, "DELETE", path, "").extract().statusCode();
  }

  private ValidatableResponse send(String authorization, String method, String path, String body) {
    return given()
        .header("Authorization", authorization)
        .body(body)
        .request(method, "/api/organizations/" + organization + "/members" + path)
        .then();
  }
}
