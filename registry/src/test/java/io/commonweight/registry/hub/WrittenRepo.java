package io.commonweight.registry.hub;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.account.Account;
import io.commonweight.registry.account.TestAccounts;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * A repo that an account of its own made and writes through the hub.
 *
 * @param prefix what stands before its name in an address
 * @param plural what its type is called in a path
 * @param owner whose it is
 * @param id its name
 */
record WrittenRepo(String prefix, String plural, Account owner, String id) {

  /** A new public model. */
  static WrittenRepo model() {
    return create("model", "", "public");
  }

  /** A new private model. */
  static WrittenRepo secret() {
    return create("model", "", "private");
  }

  /** A new public data set. */
  static WrittenRepo dataset() {
    return create("dataset", "datasets/", "public");
  }

  private static WrittenRepo create(String type, String prefix, String visibility) {
    Account owner = TestAccounts.account();
    String name = "r-" + UUID.randomUUID();
    var repo = new WrittenRepo(prefix, type + "s", owner, owner.name() + '/' + name);
    repo.as()
        .body(Map.of("name", name, "type", type, "visibility", visibility))
        .post("/api/repos/create")
        .then()
        .statusCode(200);
    return repo;
  }

  /** A request of its owner. */
  RequestSpecification as() {
    return as(owner);
  }

  /** A request of somebody. */
  static RequestSpecification as(Account account) {
    return given()
        .urlEncodingEnabled(false)
        .contentType("application/json")
        .header("Authorization", TestAccounts.as(account));
  }

  /** The path of something of it below {@code /api}. */
  String api(String rest) {
    return "/api/" + plural + '/' + id + rest;
  }

  /** The path of the content of a file. */
  String file(String path) {
    return '/' + prefix + id + "/resolve/main/" + path;
  }

  /** Commits some lines behind a header. */
  Response commit(String... lines) {
    return commitAs(owner, "{\"summary\":\"A change\"}", lines);
  }

  /** Commits some lines behind a header, as somebody. */
  Response commitAs(Account account, String header, String... lines) {
    String body = "{\"key\":\"header\",\"value\":" + header + "}\n" + String.join("\n", lines);
    return as(account)
        .contentType("application/x-ndjson")
        .body(body.getBytes(UTF_8))
        .post(api("/commit/main"));
  }

  /** The id of the commit at the head of main. */
  String head() {
    return as().get(api("")).path("sha");
  }

  /** The paths of all files and folders. */
  String[] tree() {
    Response response = as().get(api("/tree/main?recursive=true"));
    assertThat(response.statusCode()).isEqualTo(200);
    return Arrays.stream(response.as(TreePath[].class)).map(TreePath::path).toArray(String[]::new);
  }

  /** The path of an entry. */
  @com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)
  record TreePath(String path) {}

  static String line(String key, String value) {
    return "{\"key\":\"%s\",\"value\":%s}".formatted(key, value);
  }

  static String file(String path, String content) {
    String base64 = Base64.getEncoder().encodeToString(content.getBytes(UTF_8));
    return line(
        "file",
        "{\"path\":\"%s\",\"content\":\"%s\",\"encoding\":\"base64\"}".formatted(path, base64));
  }

  static String large(String path, String oid) {
    return line(
        "lfsFile", "{\"path\":\"%s\",\"algo\":\"sha256\",\"oid\":\"%s\"}".formatted(path, oid));
  }
}
