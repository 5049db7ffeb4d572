package io.commonweight.registry.hub;

import static io.commonweight.registry.hub.HubClient.raw;
import static io.commonweight.registry.hub.HubClient.refused;
import static io.commonweight.registry.hub.WrittenRepo.as;
import static io.commonweight.registry.hub.WrittenRepo.file;
import static io.commonweight.registry.hub.WrittenRepo.large;
import static io.commonweight.registry.hub.WrittenRepo.line;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.account.Account;
import io.commonweight.registry.account.Role;
import io.commonweight.registry.account.TestAccounts;
import io.commonweight.registry.repo.TestRepo;
import io.commonweight.sdk.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How repos are made and written, and what is refused on the way. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class HubWriteTest {

  @Test
  void newRepoBeginsWithACommit() {
    WrittenRepo repo = WrittenRepo.model();

    assertThat(repo.tree()).containsExactly(".gitattributes");
    raw()
        .get(repo.api("/commits/main"))
        .then()
        .body("title", equalTo(List.of("initial commit")))
        .body("[0].authors[0].user", equalTo(repo.owner().name()));
  }

  @Test
  void repoThatExistsIsRefusedWithItsAddress() {
    WrittenRepo repo = WrittenRepo.dataset();
    String name = repo.id().substring(repo.id().indexOf('/') + 1);

    Response again =
        repo.as().body(Map.of("name", name, "type", "dataset")).post("/api/repos/create");

    refused(again, 409, null);
    assertThat(again.<String>path("url")).endsWith("/datasets/" + repo.id());
  }

  @Test
  void modelAndDataSetOfOneNameAreTwo() {
    WrittenRepo repo = WrittenRepo.dataset();
    String name = repo.id().substring(repo.id().indexOf('/') + 1);
    repo.as().body(Map.of("name", name)).post("/api/repos/create").then().statusCode(200);

    repo.commit(file("a.txt", "data"));

    raw().get(repo.file("a.txt")).then().statusCode(200).body(equalTo("data"));
    refused(raw().get("/" + repo.id() + "/resolve/main/a.txt"), 404, "EntryNotFound");
  }

  @Test
  void onlyContributorsOfANamespaceMakeReposThere() {
    Account owner = TestAccounts.account();
    String organization = TestAccounts.organization(owner);
    Account reader = TestAccounts.member(organization, Role.READER);
    Account contributor = TestAccounts.member(organization, Role.CONTRIBUTOR);
    Map<String, String> body = Map.of("name", "arm", "organization", organization);

    refused(raw().contentType("application/json").body(body).post("/api/repos/create"), 401, null);
    refused(as(reader).body(body).post("/api/repos/create"), 403, null);
    as(contributor)
        .body(body)
        .post("/api/repos/create")
        .then()
        .statusCode(200)
        .body("name", equalTo(organization + "/arm"));
  }

  @Test
  void privateRepoDoesNotExistForOthers() {
    WrittenRepo repo = WrittenRepo.secret();
    Account other = TestAccounts.account();
    repo.commit(file("a.txt", "secret"));

    for (String path : List.of(repo.api(""), repo.api("/tree/main"), repo.file("a.txt"))) {
      refused(raw().get(path), 401, "RepoNotFound");
      refused(as(other).get(path), 404, "RepoNotFound");
      repo.as().get(path).then().statusCode(200);
    }
    String list = "/api/models?author=" + repo.owner().name();
    raw().get(list).then().body("size()", equalTo(0));
    repo.as().get(list).then().body("[0].private", equalTo(true));
    refused(repo.commitAs(other, "{\"summary\":\"x\"}"), 404, "RepoNotFound");
  }

  @Test
  void gatedRepoTellsOfItselfButKeepsItsContent() {
    WrittenRepo repo = WrittenRepo.model();
    repo.as().body(Map.of("gated", "auto")).put(repo.api("/settings")).then().statusCode(200);

    raw().get(repo.api("")).then().statusCode(200).body("gated", equalTo("auto"));
    refused(raw().get(repo.file(".gitattributes")), 403, "GatedRepo");
    repo.as().get(repo.file(".gitattributes")).then().statusCode(200);
    repo.as().body(Map.of("gated", false)).put(repo.api("/settings")).then().statusCode(200);
    raw().get(repo.file(".gitattributes")).then().statusCode(200);
  }

  @Test
  void commitPutsAndDeletesFilesAndFolders() {
    WrittenRepo repo = WrittenRepo.model();
    repo.commit(file("README.md", HubClient.CARD), file("a/b/c.txt", "c"), file("a/d.txt", "d"));

    assertThat(repo.tree())
        .containsExactly(".gitattributes", "README.md", "a", "a/b", "a/b/c.txt", "a/d.txt");
    raw().get(repo.api("/tree/main/a")).then().body("path", equalTo(List.of("a/b", "a/d.txt")));
    raw().get(repo.api("/tree/main/a%2Fb")).then().body("path", equalTo(List.of("a/b/c.txt")));
    raw().get(repo.file("a/b/c.txt")).then().body(equalTo("c"));
    raw().get(repo.api("")).then().body("cardData.license", equalTo("apache-2.0"));

    repo.commit(
            line("deletedFolder", "{\"path\":\"a/b/\"}"),
            line("deletedFile", "{\"path\":\"a/d.txt\"}"))
        .then()
        .statusCode(200)
        .body("success", equalTo(true))
        .body("pullRequestUrl", nullValue());

    assertThat(repo.tree()).containsExactly(".gitattributes", "README.md");
  }

  @Test
  void commitOnAMovedBranchIsRefusedAndARetryIsNot() {
    WrittenRepo repo = WrittenRepo.model();
    String header = "{\"summary\":\"x\",\"parentCommit\":\"" + repo.head() + "\"}";

    Response first = repo.commitAs(repo.owner(), header, file("a.txt", "1"));
    Response retry = repo.commitAs(repo.owner(), header, file("a.txt", "1"));

    assertThat(retry.<String>path("commitOid")).isEqualTo(first.path("commitOid"));
    refused(repo.commitAs(repo.owner(), header, file("a.txt", "2")), 412, null);
    raw().get(repo.file("a.txt")).then().body(equalTo("1"));
  }

  @Test
  void commitThatChangesNothingIsNone() {
    WrittenRepo repo = WrittenRepo.model();
    Response first = repo.commit(file("a.txt", "1"));

    assertThat(repo.commit(file("a.txt", "1")).<String>path("commitOid"))
        .isEqualTo(first.path("commitOid"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"key\":\"file\",\"value\":{\"path\":\"../a\",\"content\":\"\"}}",
        "{\"key\":\"file\",\"value\":{\"path\":\"/a\",\"content\":\"\"}}",
        "{\"key\":\"file\",\"value\":{\"path\":\"a\\\\b\",\"content\":\"\"}}",
        "{\"key\":\"file\",\"value\":{\"path\":\"C:/a\",\"content\":\"\"}}",
        "{\"key\":\"file\",\"value\":{\"path\":\".git/config\",\"content\":\"\"}}",
        "{\"key\":\"file\",\"value\":{\"path\":\"a\\u0000\",\"content\":\"\"}}",
        "{\"key\":\"file\",\"value\":{\"path\":\"a\",\"content\":\"!\",\"encoding\":\"base64\"}}",
        "{\"key\":\"file\",\"value\":{\"path\":\".gitattributes/a\",\"content\":\"\"}}",
        "{\"key\":\"renamedFile\",\"value\":{\"path\":\"a\"}}",
        "{\"key\":\"header\",\"value\":{\"summary\":\"again\"}}",
        "not JSON"
      })
  void unreadableCommitsAreRefusedWhole(String line) {
    WrittenRepo repo = WrittenRepo.model();

    refused(repo.commit(file("good.txt", "x"), line), 400, null);

    assertThat(repo.tree()).containsExactly(".gitattributes");
  }

  @Test
  void missingFileCannotBeDeleted() {
    WrittenRepo repo = WrittenRepo.model();

    refused(repo.commit(line("deletedFile", "{\"path\":\"no.txt\"}")), 404, "EntryNotFound");
  }

  @Test
  void digestAloneDoesNotGiveTheContent() {
    WrittenRepo secret = WrittenRepo.secret();
    WrittenRepo mine = WrittenRepo.model();
    secret.commit(file("a.txt", "secret of " + secret.id()));
    String oid = Sha256.of(("secret of " + secret.id()).getBytes(UTF_8)).hex();

    refused(mine.commit(large("stolen.bin", oid)), 400, null);
    raw().get("/v1/blobs/" + oid).then().statusCode(404);
    secret.commit(large("copy.bin", oid)).then().statusCode(200);
    refused(mine.commit(large("never.bin", "0".repeat(64))), 400, null);
  }

  @Test
  void pullRequestsAreNotOffered() {
    WrittenRepo repo = WrittenRepo.model();

    refused(repo.as().body("{}").post(repo.api("/commit/main?create_pr=1")), 501, null);
    refused(repo.as().body("{}").post(repo.api("/preupload/main?create_pr=1")), 501, null);
  }

  @Test
  void filesAreUploadedByTheirKind() {
    WrittenRepo repo = WrittenRepo.model();
    repo.commit(file("same.txt", "same"), file(".gitignore", "*.log\nbuild/\n"));
    String binary = Base64.getEncoder().encodeToString(new byte[] {0, 1, 2});
    String body =
        """
        {"files": [
          {"path": "same.txt", "size": 4, "sample": "c2FtZQ=="},
          {"path": "model.safetensors", "size": 9, "sample": "YQ=="},
          {"path": "image.raw", "size": 3, "sample": "%s"},
          {"path": "large.txt", "size": 20000000, "sample": "YQ=="},
          {"path": "empty.bin", "size": 0, "sample": ""},
          {"path": "build/x.txt", "size": 1, "sample": "YQ=="}]}"""
            .formatted(binary);

    repo.as()
        .body(body)
        .post(repo.api("/preupload/main"))
        .then()
        .statusCode(200)
        .body("commitOid", equalTo(repo.head()))
        .body(
            "files.uploadMode",
            equalTo(List.of("regular", "lfs", "lfs", "lfs", "regular", "regular")))
        .body("files.shouldIgnore", equalTo(List.of(false, false, false, false, false, true)))
        .body("files[0].oid", equalTo("5a66c000ab56fb7018b5ec24cdb24c94c00e2142"))
        .body("files[1].oid", nullValue());
  }

  @Test
  void branchesAreMadeWrittenAndDeleted() {
    WrittenRepo repo = WrittenRepo.model();
    String first = repo.head();
    repo.as().body("{}").post(repo.api("/branch/feat%2Fx")).then().statusCode(200);
    repo.commit(file("a.txt", "1"));

    refused(repo.as().body("{}").post(repo.api("/branch/feat%2Fx")), 409, null);
    raw().get(repo.api("/revision/feat%2Fx")).then().body("sha", equalTo(first));
    refused(raw().get("/" + repo.id() + "/resolve/feat/x/a.txt"), 404, "EntryNotFound");
    repo.as().delete(repo.api("/branch/feat%2Fx")).then().statusCode(200);
    refused(repo.as().delete(repo.api("/branch/feat%2Fx")), 404, "RevisionNotFound");
    refused(repo.as().delete(repo.api("/branch/main")), 403, null);
  }

  @Test
  void tagsOfVersionsStay() {
    WrittenRepo repo = WrittenRepo.model();
    for (String tag : List.of("v1.0", "draft")) {
      repo.as().body(Map.of("tag", tag)).post(repo.api("/tag/main")).then().statusCode(200);
      refused(repo.as().body(Map.of("tag", tag)).post(repo.api("/tag/main")), 409, null);
    }

    refused(repo.as().delete(repo.api("/tag/v1.0")), 403, null);
    repo.as().delete(repo.api("/tag/draft")).then().statusCode(200);
    raw().get(repo.api("/refs")).then().body("tags.name", equalTo(List.of("v1.0")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HEAD", "refs/heads/x", "a..b", "a b", "0123456789012345678901234567890123456789"})
  void whatIsNoNameIsRefused(String tag) {
    WrittenRepo repo = WrittenRepo.model();

    refused(repo.as().body(Map.of("tag", tag)).post(repo.api("/tag/main")), 400, null);
  }

  @Test
  void movedRepoIsFoundByItsOldName() {
    WrittenRepo repo = WrittenRepo.model();
    String to = repo.owner().name() + "/renamed";
    repo.as()
        .body(Map.of("fromRepo", repo.id(), "toRepo", to, "type", "model"))
        .post("/api/repos/move")
        .then()
        .statusCode(200);

    raw()
        .redirects()
        .follow(false)
        .get(repo.file(".gitattributes"))
        .then()
        .statusCode(307)
        .header("Location", equalTo("/" + to + "/resolve/main/.gitattributes"));
    raw().get(repo.api("")).then().statusCode(200).body("id", equalTo(to));
  }

  @Test
  void deletedRepoIsGone() {
    WrittenRepo repo = WrittenRepo.model();
    String body = "{\"name\":\"%s\",\"type\":\"model\"}".formatted(repo.id());

    refused(as(TestAccounts.account()).body(body).delete("/api/repos/delete"), 403, null);
    repo.as().body(body).delete("/api/repos/delete").then().statusCode(200);

    refused(repo.as().get(repo.api("")), 404, "RepoNotFound");
  }

  @Test
  void reposOfFederationsFollowFromTheirReleasesAlone() {
    var released = new TestRepo();
    released.publish(HubClient.CARD, 1);
    Account operator = TestAccounts.operator();
    String body = "{\"key\":\"header\",\"value\":{\"summary\":\"x\"}}";

    Response refusal =
        as(operator).body(body).post("/api/models/" + released.id() + "/commit/main");

    refused(refusal, 403, null);
    assertThat(refusal.header("X-Error-Message")).contains(released.federation());
  }

  @Test
  void cardsAreChecked() {
    raw()
        .contentType("application/json")
        .body(Map.of("content", "# Nothing", "repoType", "model"))
        .post("/api/validate-yaml")
        .then()
        .statusCode(200)
        .body("errors.size()", equalTo(0))
        .body("warnings.size()", equalTo(5));
    raw()
        .contentType("application/json")
        .body(Map.of("content", "---\na: [\n---\n", "repoType", "model"))
        .post("/api/validate-yaml")
        .then()
        .statusCode(400)
        .body("errors.size()", equalTo(1));
  }
}
