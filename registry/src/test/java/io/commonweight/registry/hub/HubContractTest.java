package io.commonweight.registry.hub;

import static io.commonweight.registry.hub.HubClient.CARD;
import static io.commonweight.registry.hub.HubClient.next;
import static io.commonweight.registry.hub.HubClient.raw;
import static io.commonweight.registry.hub.HubClient.refused;
import static io.commonweight.registry.hub.HubClient.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.repo.Revision;
import io.commonweight.registry.repo.TestRepo;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of the hub rely on when they ask about repos. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
@TestInstance(Lifecycle.PER_CLASS)
class HubContractTest {
  private static final byte[] WEIGHTS = TestRepo.safetensors(3, 4, 5);

  private final TestRepo repo = new TestRepo();
  private final Revision first = repo.publish(CARD, 1, 2, 3);
  private final Revision head = repo.publish(CARD, 3, 4, 5);

  @Test
  void modelInfoHasWhatEveryClientInsistsOn() {
    api("")
        .statusCode(200)
        .body("id", equalTo(repo.id().toString()))
        .body("_id.length()", equalTo(24))
        .body("author", equalTo(repo.id().organization()))
        .body("sha", equalTo(head.commit().hex()))
        .body("private", equalTo(false))
        .body("gated", equalTo(false))
        .body("downloads", equalTo(0))
        .body("likes", equalTo(0))
        .body("xetEnabled", nullValue())
        .body("library_name", equalTo("commonweight"))
        .body("cardData.license", equalTo("apache-2.0"))
        .body("tags", equalTo(List.of("robotics", "commonweight", "license:apache-2.0")))
        .body("safetensors.parameters.F32", equalTo(3))
        .body("safetensors.total", equalTo(3))
        .body("siblings.rfilename", equalTo(List.of("README.md", "model.safetensors")))
        .body("siblings[0].lfs", nullValue())
        .body("siblings[1].blobId", equalTo(weights(head).oid().hex()))
        .body("siblings[1].lfs.sha256", equalTo(weights(head).sha256().hex()))
        .body("siblings[1].lfs.size", equalTo(WEIGHTS.length))
        .body("siblings[1].lfs.pointerSize", equalTo(127))
        .body("commonweight.federation", equalTo(repo.federation()))
        .body("commonweight.sequence", equalTo(1))
        .body("commonweight.release", equalTo(head.provenance().orElseThrow().release().hex()))
        .body("commonweight.index", equalTo(11));
  }

  @Test
  void timesEndInZ() {
    String time = api("").extract().path("lastModified");

    assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  @Test
  void unknownExpansionsAreIgnored() {
    api("?expand=xetEnabled&expand=sha&blobs=True").statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v0", "refs%2Ftags%2Fv0", "refs/tags/v0"})
  void infoOfAnotherRevisionIsFoundByItsName(String name) {
    api("/revision/" + name).statusCode(200).body("sha", equalTo(first.commit().hex()));
  }

  @Test
  void caseOfANameDoesNotCount() {
    raw()
        .get("/api/models/" + repo.id().organization().toUpperCase(Locale.ROOT) + "/Policy")
        .then()
        .statusCode(200)
        .body("id", equalTo(repo.id().toString()));
  }

  @Test
  void treeCallsTheDigestOid() {
    api("/tree/main?recursive=True&expand=False")
        .statusCode(200)
        .header("Link", nullValue())
        .body("path", equalTo(List.of("README.md", "model.safetensors")))
        .body("type", equalTo(List.of("file", "file")))
        .body("[0].lfs", nullValue())
        .body("[0].xetHash", nullValue())
        .body("[1].lfs.oid", equalTo(weights(head).sha256().hex()))
        .body("[1].lfs.pointerSize", equalTo(127))
        .body("[1].size", equalTo(WEIGHTS.length))
        .body("[1].lastCommit", nullValue());
  }

  @Test
  void expandedTreeTellsWhichCommitChangedAFileLast() {
    api("/tree/" + head.commit() + "?expand=true")
        .statusCode(200)
        .body("[0].lastCommit.id", equalTo(first.commit().hex()))
        .body("[0].lastCommit.title", equalTo("Release 0"))
        .body("[1].lastCommit.id", equalTo(head.commit().hex()));
  }

  @Test
  void pagesOfATreeMakeItWhole() {
    Response page = raw().get("/api/models/" + repo.id() + "/tree/main?limit=1&recursive=true");
    String next = next(page);

    assertThat(page.jsonPath().getList("path")).containsExactly("README.md");
    assertThat(next).contains("recursive=true").contains("limit=1");
    Response rest = raw().get(next);
    assertThat(rest.jsonPath().getList("path")).containsExactly("model.safetensors");
    assertThat(rest.header("Link")).isNull();
  }

  @Test
  void pathBelowTheRootIsAnErrorAndNoEmptyList() {
    refused(raw().get("/api/models/" + repo.id() + "/tree/main/sub%2Fdir"), 404, "EntryNotFound")
        .header("X-Repo-Commit", equalTo(head.commit().hex()));
  }

  @Test
  void pathsAreAskedByForm() {
    raw()
        .contentType("application/x-www-form-urlencoded")
        .body("paths=model.safetensors&paths=missing&expand=True")
        .post("/api/models/" + repo.id() + "/paths-info/main")
        .then()
        .statusCode(200)
        .body("path", equalTo(List.of("model.safetensors")))
        .body("[0].lastCommit.id", equalTo(head.commit().hex()));
  }

  @Test
  void pathsAreAskedByJson() {
    raw()
        .contentType("application/json")
        .body(Map.of("paths", List.of("README.md"), "expand", false))
        .post("/api/models/" + repo.id() + "/paths-info/v0")
        .then()
        .statusCode(200)
        .body("path", equalTo(List.of("README.md")));
  }

  @Test
  void tooManyPathsAreRefused() {
    Response response =
        raw()
            .contentType("application/json")
            .body(Map.of("paths", Collections.nCopies(1001, "a"), "expand", false))
            .post("/api/models/" + repo.id() + "/paths-info/main");

    refused(response, 413, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "{\"paths\":null}",
        "{\"paths\":\"README.md\"}",
        "{\"paths\":[1]}",
        "{\"paths\":[null]}",
        "{\"paths\":[],\"expand\":\"yes\"}",
        "{\"paths\":[]} {}",
        "{\"paths\":["
      })
  void unreadableQuestionsAboutPathsAreRefused(String body) {
    refused(askPaths("application/json", body), 400, null);
  }

  @Test
  void formThatIsNotEncodedIsRefused() {
    refused(askPaths("application/x-www-form-urlencoded", "paths=%zz"), 400, null);
  }

  @Test
  void questionsAboutPathsHaveALimit() {
    String path = "a".repeat(PathsQuery.MAX_BYTES);

    refused(askPaths("application/json", "{\"paths\":[\"" + path + "\"]}"), 413, null);
    refused(askPaths("application/x-www-form-urlencoded", "paths=" + path), 413, null);
    refused(askPaths("application/x-www-form-urlencoded", "paths=a&".repeat(1001)), 413, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/models/nobody/nothing",
        "/api/models/gpt2",
        "/api/models/nobody/nothing/tree/main",
        "/api/models/no..body/nothing/refs",
        "/nobody/nothing/resolve/main/config.json",
        "/gpt2/resolve/main/config.json",
        "/api/datasets/lerobot/pusht",
        "/api/datasets/lerobot/pusht/revision/main",
        "/datasets/lerobot/pusht/resolve/main/meta/info.json",
        "/api/spaces/a/b"
      })
  void missingRepoIsCalledSo(String path) {
    refused(raw().get(path), 401, "RepoNotFound");
  }

  @Test
  void nobodyIsKnownWithoutAToken() {
    refused(raw().get("/api/whoami-v2"), 401, null);
    refused(raw().header("Authorization", "Bearer hf_x").get("/api/whoami-v2"), 401, null)
        .header("X-Error-Message", equalTo("Invalid credentials in Authorization header"));
  }

  @Test
  void modelsAreSearchedInPages() {
    var other = new TestRepo();
    String author = repo.id().organization();
    assertThat(other.publish(CARD, 1).provenance().orElseThrow().sequence()).isZero();

    Response page =
        raw().get("/api/models?author=" + author + "&limit=1&search=pol&filter=robotics");

    assertThat(page.jsonPath().getList("id")).containsExactly(repo.id().toString());
    assertThat(page.jsonPath().getString("[0].sha")).isEqualTo(head.commit().hex());
    assertThat(next(page)).contains("author=" + author).contains("filter=robotics");
    assertThat(raw().get(next(page)).jsonPath().getList("$")).isEmpty();
    raw().get("/api/models?author=" + author + "&filter=nothing").then().body("$", hasSize(0));
    raw().get("/api/models?search=" + author).then().body("$", hasSize(1));
    raw().get("/api/datasets").then().statusCode(200).body("$", hasSize(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=x", "limit=-1", "cursor=abc", "search=%00"})
  void malformedSearchIsRefused(String query) {
    refused(raw().get("/api/models?" + query), 400, null);
  }

  @Test
  void refsListConvertsAlthoughThereAreNone() {
    api("/refs")
        .statusCode(200)
        .body("branches.name", equalTo(List.of("main")))
        .body("branches[0].ref", equalTo("refs/heads/main"))
        .body("branches[0].targetCommit", equalTo(head.commit().hex()))
        .body("tags.name", equalTo(List.of("v0", "v1")))
        .body("converts", hasSize(0))
        .body("pullRequests", hasSize(0));
  }

  @Test
  void commitsAreListedInPages() {
    Response page = raw().get("/api/models/" + repo.id() + "/commits/main?limit=1");

    assertThat(page.jsonPath().getList("id")).containsExactly(head.commit().hex());
    assertThat(page.jsonPath().getString("[0].title")).isEqualTo("Release 1");
    assertThat(raw().get(next(page)).jsonPath().getList("id"))
        .containsExactly(first.commit().hex());
  }

  private Response askPaths(String type, String body) {
    return raw().contentType(type).body(body).post("/api/models/" + repo.id() + "/paths-info/main");
  }

  private ValidatableResponse api(String rest) {
    return raw().get("/api/models/" + repo.id() + rest).then();
  }
}
