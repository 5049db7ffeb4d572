package io.commonweight.registry.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.SignedIn;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Walks every guarded endpoint with every kind of caller. Whoever is let in meets an empty log, so
 * the answer is that there is nothing, or no round; whoever is not, is refused before that.
 */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class AccessMatrixTest {
  private static final Sha256 NOTHING = Sha256.of(new byte[0]);
  private static final String UPDATE = "/v1/federations/{f}/updates/" + NOTHING;
  private static final String SECURE = "/v1/federations/{f}/secure-blobs/" + NOTHING;
  private static final String BLOB = "/v1/federations/{f}/blobs/" + NOTHING;

  private static final String KEYS = "/v1/federations/{f}/keys/";

  private final TestFederation federation = new TestFederation("entering");
  private final TestFederation other = new TestFederation("appending");

  @BeforeEach
  void found() throws Exception {
    federation.found(SignedIn.registry());
    other.found(SignedIn.registry());
  }

  @Test
  void updatesAreWrittenByNodesAndRegistriesAlone() {
    assertThat(statuses("PUT", UPDATE))
        .isEqualTo(
            Map.of(
                "anonymous", 401,
                "unknown token", 401,
                "other federation", 403,
                "root", 403,
                "aggregator", 403,
                "release", 403,
                "registry", 409,
                "node", 409));
  }

  @Test
  void updatesAreReadByAggregatorsAndTheirRegistriesAlone() {
    Map<String, Integer> expected =
        Map.of(
            "anonymous", 401,
            "unknown token", 401,
            "other federation", 403,
            "root", 403,
            "aggregator", 404,
            "release", 403,
            "registry", 404,
            "node", 403);
    assertThat(statuses("GET", UPDATE)).isEqualTo(expected);
    assertThat(statuses("HEAD", UPDATE)).isEqualTo(expected);
  }

  @Test
  void registryOfAnOrganizationWithoutAnAggregatorReadsNoUpdates() {
    given()
        .header("Authorization", SignedIn.as(federation, federation.key("registry", 4)))
        .get(UPDATE, federation.name())
        .then()
        .statusCode(403);
  }

  @Test
  void blobsOfSecureRoundsAreWrittenByNodesAndRegistriesAlone() {
    assertThat(statuses("PUT", SECURE))
        .isEqualTo(
            Map.of(
                "anonymous", 401,
                "unknown token", 401,
                "other federation", 403,
                "root", 403,
                "aggregator", 403,
                "release", 403,
                "registry", 409,
                "node", 409));
  }

  @Test
  void blobsOfSecureRoundsAreReadByNodesAggregatorsAndRegistriesAlone() {
    Map<String, Integer> expected =
        Map.of(
            "anonymous", 401,
            "unknown token", 401,
            "other federation", 403,
            "root", 403,
            "aggregator", 404,
            "release", 403,
            "registry", 404,
            "node", 404);
    assertThat(statuses("GET", SECURE)).isEqualTo(expected);
    assertThat(statuses("HEAD", SECURE)).isEqualTo(expected);
  }

  @Test
  void publicBlobsAreNotWrittenByNodes() {
    var statuses = statuses("PUT", BLOB);

    assertThat(statuses.remove("root")).isBetween(200, 201);
    assertThat(statuses.remove("aggregator")).isBetween(200, 201);
    assertThat(statuses.remove("registry")).isBetween(200, 201);
    assertThat(statuses)
        .isEqualTo(
            Map.of(
                "anonymous",
                401,
                "unknown token",
                401,
                "other federation",
                403,
                "release",
                403,
                "node",
                403));
  }

  @Test
  void keysOfChartersAreBroughtByRootsAlone() {
    Map<String, Integer> expected =
        Map.of(
            "anonymous", 401,
            "unknown token", 401,
            "other federation", 403,
            "root", 400,
            "aggregator", 403,
            "release", 403,
            "registry", 403,
            "node", 403);
    assertThat(statuses("PUT", KEYS + NOTHING)).isEqualTo(expected);
  }

  @Test
  void logItsChartersAndTheirKeysAreForAnyone() {
    Map<String, Integer> expected = new TreeMap<>();
    for (String caller : statuses("PUT", BLOB).keySet()) {
      expected.put(caller, 200);
    }
    for (String path :
        List.of(
            "/v1/federations/{f}/charter.json",
            "/v1/federations/{f}/keys.json",
            "/v1/federations/{f}/charters",
            KEYS + federation.founding().charter().keys(),
            "/v1/federations/{f}/log/checkpoint",
            "/v1/federations/{f}/log/entries",
            "/v1/federations/{f}/log/proof?index=0",
            "/v1/federations/{f}/log/tile/0/000.p/1",
            "/v1/federations/{f}/log/tile/entries/000.p/1",
            "/v1/federations/{f}/epochs/1/log/checkpoint",
            "/v1/federations/{f}/releases")) {
      assertThat(statuses("GET", path)).isEqualTo(expected);
    }
  }

  private Map<String, Integer> statuses(String method, String path) {
    Map<String, Integer> statuses = new TreeMap<>();
    statuses.put("anonymous", status(given(), method, path));
    statuses.put("unknown token", status(as("Bearer AAAA"), method, path));
    statuses.put(
        "other federation", status(as(SignedIn.as(other, other.key("node", 1))), method, path));
    for (String role : List.of("root", "aggregator", "release", "registry", "node")) {
      String token = SignedIn.as(federation, federation.key(role, 1));
      statuses.put(role, status(as(token), method, path));
    }
    return statuses;
  }

  private static RequestSpecification as(String authorization) {
    return given().header("Authorization", authorization);
  }

  private int status(RequestSpecification request, String method, String path) {
    return request
        .header("X-Commonweight-Salt", NOTHING.hex())
        .request(method, path, federation.name())
        .statusCode();
  }
}
