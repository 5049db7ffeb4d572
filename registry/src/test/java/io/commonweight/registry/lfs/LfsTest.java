package io.commonweight.registry.lfs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.account.Account;
import io.commonweight.registry.account.TestAccounts;
import io.commonweight.sdk.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How large files are brought and fetched, and what is refused on the way. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class LfsTest {
  private static final int PART_BYTES = 1 << 20;

  private final Account owner = TestAccounts.account();
  private final String repo = owner.name() + "/weights";
  private final byte[] content = new byte[2 * PART_BYTES + 17];

  @BeforeEach
  void repoExists() {
    new Random(owner.id()).nextBytes(content);
    create("public");
  }

  @Test
  void wholeFileIsBroughtAndFetched() {
    byte[] small = Arrays.copyOf(content, 100);
    Response batch = batch(as(owner), "upload", small, "basic");
    batch.then().contentType("application/vnd.git-lfs+json").body("transfer", equalTo("basic"));

    put(batch.path("objects[0].actions.upload.href"), small)
        .then()
        .statusCode(200)
        .header("ETag", equalTo('"' + oid(small) + '"'));
    post(batch.path("objects[0].actions.verify.href"), "{}").then().statusCode(200);

    batch(as(owner), "upload", small, "basic").then().body("objects[0].actions", nullValue());
    String href = batch(given(), "download", small).path("objects[0].actions.download.href");
    assertThat(given().urlEncodingEnabled(false).get(href).asByteArray()).isEqualTo(small);
  }

  @Test
  void largeFileIsBroughtInParts() {
    Response batch = batch(as(owner), "upload", content, "basic", "multipart", "xet");
    batch.then().body("transfer", equalTo("multipart"));
    Map<String, String> header = batch.path("objects[0].actions.upload.header");
    assertThat(header).hasSize(4).containsEntry("chunk_size", Integer.toString(PART_BYTES));
    List<String> parts = new ArrayList<>();
    for (int part = 1; part <= 3; part++) {
      byte[] bytes =
          Arrays.copyOfRange(
              content, (part - 1) * PART_BYTES, Math.min(part * PART_BYTES, content.length));
      String tag = put(Objects.requireNonNull(header.get("0000" + part)), bytes).header("ETag");
      parts.add("{\"partNumber\":%d,\"etag\":\"%s\"}".formatted(part, tag.replace("\"", "\\\"")));
    }
    String body = "{\"oid\":\"%s\",\"parts\":%s}".formatted(oid(content), parts);
    String complete = batch.path("objects[0].actions.upload.href");

    post(complete, body).then().statusCode(200);
    post(complete, body).then().statusCode(200);
    post(batch.path("objects[0].actions.verify.href"), "{}").then().statusCode(200);
  }

  @Test
  void contentOfAnotherDigestIsRefused() {
    Response batch = batch(as(owner), "upload", content, "basic");
    byte[] other = content.clone();
    other[5]++;

    put(batch.path("objects[0].actions.upload.href"), other).then().statusCode(400);
    post(batch.path("objects[0].actions.verify.href"), "{}").then().statusCode(404);
  }

  @Test
  void partsOfAnotherDigestAreRefused() {
    Response batch = batch(as(owner), "upload", content, "multipart");
    Map<String, String> header = batch.path("objects[0].actions.upload.header");
    List<String> parts = new ArrayList<>();
    for (int part = 1; part <= 3; part++) {
      byte[] zeros = new byte[part < 3 ? PART_BYTES : 17];
      String tag =
          put(Objects.requireNonNull(header.get("0000" + part)), zeros)
              .header("ETag")
              .replace("\"", "");
      parts.add("{\"partNumber\":%d,\"etag\":\"%s\"}".formatted(part, tag));
    }

    post(batch.path("objects[0].actions.upload.href"), "{\"parts\":" + parts + "}")
        .then()
        .statusCode(400);
    post(batch.path("objects[0].actions.verify.href"), "{}").then().statusCode(404);
  }

  @Test
  void addressesHoldForOneThingOnly() {
    Response batch = batch(as(owner), "upload", content, "basic");
    String href = batch.path("objects[0].actions.upload.href");

    given().urlEncodingEnabled(false).get(href).then().statusCode(403);
    put(href.replaceFirst("size=\\d+", "size=1"), content).then().statusCode(403);
    put(href.replaceFirst("expires=\\d+", "expires=99999999999"), content).then().statusCode(403);
    put(href.replaceFirst("signature=.*", "signature=00"), content).then().statusCode(403);
  }

  @Test
  void othersBringNothingAndFindNothingThatWasNotBrought() {
    Account other = TestAccounts.account();
    batch(as(other), "upload", content).then().statusCode(403);
    batch(given(), "upload", content).then().statusCode(401);
    batch(given(), "download", content).then().body("objects[0].error.code", equalTo(404));
  }

  @Test
  void whatOthersKeepPrivateIsBroughtAgain() {
    as(owner)
        .contentType("application/json")
        .body(Map.of("visibility", "private"))
        .put("/api/models/" + repo + "/settings")
        .then()
        .statusCode(200);
    put(batch(as(owner), "upload", content).path("objects[0].actions.upload.href"), content);
    Account other = TestAccounts.account();
    as(other)
        .contentType("application/json")
        .body(Map.of("name", "weights"))
        .post("/api/repos/create")
        .then()
        .statusCode(200);

    as(other)
        .contentType("application/vnd.git-lfs+json")
        .body(body("upload", content))
        .post("/" + other.name() + "/weights.git/info/lfs/objects/batch")
        .then()
        .statusCode(200)
        .body("objects[0].actions.upload.href", containsString(oid(content)));
  }

  @Test
  void malformedRequestsAreRefused() {
    for (String body : List.of("", "[]", "{\"operation\":\"steal\",\"objects\":[]}")) {
      as(owner).body(body).post(path()).then().statusCode(400);
    }
    as(owner)
        .body("{\"operation\":\"upload\",\"objects\":[{\"oid\":\"x\",\"size\":1}]}")
        .post(path())
        .then()
        .statusCode(200)
        .body("objects[0].error.code", equalTo(422));
  }

  private void create(String visibility) {
    as(owner)
        .contentType("application/json")
        .body(Map.of("name", "weights", "visibility", visibility))
        .post("/api/repos/create")
        .then()
        .statusCode(200);
  }

  private String path() {
    return '/' + repo + ".git/info/lfs/objects/batch";
  }

  private Response batch(
      RequestSpecification as, String operation, byte[] object, String... transfers) {
    return as.contentType("application/vnd.git-lfs+json")
        .body(body(operation, object, transfers))
        .post(path());
  }

  private static String body(String operation, byte[] object, String... transfers) {
    String list = transfers.length == 0 ? "\"basic\"" : '"' + String.join("\",\"", transfers) + '"';
    return """
        {"operation":"%s","transfers":[%s],"hash_algo":"sha_256","ref":{"name":"main"},
         "objects":[{"oid":"%s","size":%d}]}"""
        .formatted(operation, list, oid(object), object.length);
  }

  private static String oid(byte[] object) {
    return Sha256.of(object).hex();
  }

  private static RequestSpecification as(Account account) {
    return given().urlEncodingEnabled(false).header("Authorization", TestAccounts.as(account));
  }

  private static Response put(String href, byte[] body) {
    return given()
        .urlEncodingEnabled(false)
        .contentType("application/octet-stream")
        .body(body)
        .put(href);
  }

  private static Response post(String href, String body) {
    return given().urlEncodingEnabled(false).contentType("application/json").body(body).post(href);
  }
}
