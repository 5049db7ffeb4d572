package io.commonweight.registry.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.account.EndpointTable.Row;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks every endpoint with every kind of caller. The parameters name an organization with a member
 * of each role, an account that nobody knows, and otherwise nothing that there is; so whoever is
 * let in meets an answer or a 404, and whoever is not, a 401 or 403.
 */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class AccountMatrixTest {
  private final Account owner = TestAccounts.account();
  private final String organization = TestAccounts.organization(owner);

  static List<Row> rows() {
    return EndpointTable.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyCallerIsAnsweredAsTheTableSays(Row row) {
    Map<String, Integer> statuses = new LinkedHashMap<>();
    authorizations()
        .forEach((caller, authorization) -> statuses.put(caller, status(row, authorization)));

    assertThat(statuses).isEqualTo(row.statuses());
  }

  /** The {@code Authorization} header by caller. */
  private Map<String, Optional<String>> authorizations() {
    Account stranger = TestAccounts.account();
    TestAccounts.organization(stranger);
    Map<String, Optional<String>> headers = new LinkedHashMap<>();
    headers.put("anonymous", Optional.empty());
    headers.put("other organization", Optional.of(TestAccounts.as(stranger)));
    for (Role role : List.of(Role.READER, Role.CONTRIBUTOR, Role.MAINTAINER)) {
      Account member = TestAccounts.member(organization, role);
      headers.put(role.name().toLowerCase(Locale.ROOT), Optional.of(TestAccounts.as(member)));
    }
    headers.put("owner", Optional.of(TestAccounts.as(owner)));
    headers.put("operator", Optional.of(TestAccounts.as(TestAccounts.operator())));
    headers.put("expired token", Optional.of(TestAccounts.expired(owner)));
    headers.put("revoked token", Optional.of(TestAccounts.revoked(owner)));
    return headers;
  }

  private int status(Row row, Optional<String> authorization) {
    RequestSpecification request = given().urlEncodingEnabled(false);
    authorization.ifPresent(header -> request.header("Authorization", header));
    if (!row.body().isEmpty()) {
      request.contentType("application/json").body(filled(row.body()));
    }
    return request.request(row.method(), filled(row.path())).statusCode();
  }

  private String filled(String text) {
    return text.replace("{organization}", organization)
        .replace("{account}", TestAccounts.account().name())
        .replace("{fresh}", TestAccounts.name("fresh").name())
        .replace("{type}", "models")
        .replace("{sender}", "1")
        .replace("{id}", "999999999999")
        .replaceAll("\\{[a-z]+\\}", "nothing");
  }
}
