package io.commonweight.registry.hub;

import static io.commonweight.registry.hub.HubClient.CARD;
import static io.commonweight.registry.hub.HubClient.raw;
import static io.commonweight.registry.hub.HubClient.refused;
import static io.commonweight.registry.hub.HubClient.weights;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.repo.Revision;
import io.commonweight.registry.repo.TestRepo;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of the hub rely on when they fetch files. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
@TestInstance(Lifecycle.PER_CLASS)
class HubFilesTest {
  private static final byte[] WEIGHTS = TestRepo.safetensors(3, 4, 5);

  private final TestRepo repo = new TestRepo();
  private final Revision first = repo.publish(CARD, 1, 2, 3);
  private final Revision head = repo.publish(CARD, 3, 4, 5);

  @Test
  void headTellsEverythingWithoutARedirect() {
    Response head = raw().head(resolve("main", "model.safetensors"));

    String digest = '"' + weights(this.head).sha256().hex() + '"';
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.header("X-Repo-Commit")).isEqualTo(this.head.commit().hex());
    assertThat(head.header("ETag")).isEqualTo(digest);
    assertThat(head.header("X-Linked-Etag")).isEqualTo(digest);
    assertThat(head.header("X-Linked-Size")).isEqualTo(Integer.toString(WEIGHTS.length));
    assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(WEIGHTS.length));
    assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(head.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(head.header("Content-Disposition"))
        .isEqualTo("inline; filename*=UTF-8''model.safetensors; filename=\"model.safetensors\";");
    assertThat(head.header("X-Xet-Hash")).isNull();
    assertThat(head.header("Link")).isNull();
    assertThat(head.header("Content-Encoding")).isNull();
  }

  @Test
  void smallFilesAreTaggedByTheirGitId() {
    raw()
        .head(resolve("v0", "README.md"))
        .then()
        .statusCode(200)
        .header("ETag", equalTo('"' + first.file("README.md").orElseThrow().oid().hex() + '"'))
        .header("X-Linked-Size", equalTo(Integer.toString(CARD.length())));
  }

  @Test
  void pinnedContentIsImmutable() {
    raw()
        .get(resolve(head.commit().hex(), "README.md"))
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("public, max-age=31536000, immutable"))
        .header("Content-Length", equalTo(Integer.toString(CARD.length())));
  }

  @Test
  void oldRevisionsStayReadable() {
    assertThat(raw().get(resolve(first.commit().hex(), "model.safetensors")).asByteArray())
        .isEqualTo(TestRepo.safetensors(1, 2, 3));
  }

  @Test
  void tokensOfOtherHubsDoNoHarm() {
    given()
        .header("Authorization", "Bearer hf_of_another_hub")
        .get(resolve("main", "README.md"))
        .then()
        .statusCode(200)
        .body(equalTo(CARD));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,0,1",
    "bytes=5-9,5,10",
    "bytes=70-,70,76",
    "bytes=-6,70,76",
    "bytes=60-999,60,76"
  })
  void rangesAreServed(String range, int from, int to) {
    Response part = raw().header("Range", range).get(resolve("main", "model.safetensors"));

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.header("Content-Range"))
        .isEqualTo("bytes %d-%d/%d".formatted(from, to - 1, WEIGHTS.length));
    assertThat(part.header("Content-Length")).isEqualTo(Integer.toString(to - from));
    assertThat(part.header("X-Repo-Commit")).isEqualTo(head.commit().hex());
    assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(WEIGHTS, from, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,4-5", "lines=1-2", "bytes=9-2", "bytes=-"})
  void otherRangesAreIgnored(String range) {
    Response whole = raw().header("Range", range).get(resolve("main", "model.safetensors"));

    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.asByteArray()).isEqualTo(WEIGHTS);
  }

  @Test
  void rangeBehindTheEndIsRefused() {
    raw()
        .header("Range", "bytes=" + WEIGHTS.length + "-")
        .get(resolve("main", "model.safetensors"))
        .then()
        .statusCode(416)
        .header("Content-Range", equalTo("bytes */" + WEIGHTS.length));
  }

  @Test
  void rangeOfAnEmptyFileIsTheEmptyFile() {
    var empty = new TestRepo();
    empty.publish("", 1);

    raw()
        .header("Range", "bytes=0-0")
        .get("/" + empty.id() + "/resolve/main/README.md")
        .then()
        .statusCode(200)
        .header("Content-Range", equalTo("bytes */0"))
        .header("Content-Length", equalTo("0"));
  }

  @Test
  void rangeCountsOnlyForTheContentItWasBegunWith() {
    String tag = '"' + weights(head).etag() + '"';
    RequestSpecification range = raw().header("Range", "bytes=8-9").header("If-Range", tag);
    assertThat(range.get(resolve("main", "model.safetensors")).statusCode()).isEqualTo(206);

    RequestSpecification other = raw().header("Range", "bytes=8-9").header("If-Range", "\"x\"");
    assertThat(other.get(resolve("main", "model.safetensors")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%s\"", "W/\"%s\"", "\"x\", \"%s\"", "*"})
  void contentThatTheCallerHasIsNotSent(String form) {
    raw()
        .header("If-None-Match", form.formatted(weights(head).etag()))
        .get(resolve("main", "model.safetensors"))
        .then()
        .statusCode(304)
        .header("X-Repo-Commit", equalTo(head.commit().hex()))
        .body(equalTo(""));
  }

  @Test
  void missingFileNamesTheCommitThatLacksIt() {
    refused(raw().get(resolve("main", "adapter_config.json")), 404, "EntryNotFound")
        .header("X-Repo-Commit", equalTo(head.commit().hex()));
    Response head = raw().head(resolve("main", "adapter_config.json"));
    assertThat(head.header("X-Error-Code")).isEqualTo("EntryNotFound");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x%2F..%2F..%2Fetc",
        "..%2FREADME.md",
        "README.md;a=b",
        "README.md%00",
        "sub/README.md"
      })
  void noPathLeavesTheRevision(String path) {
    refused(raw().get(resolve("main", path)), 404, "EntryNotFound");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v9", "feat%2Fy", "0000000000000000000000000000000000000000", "%00"})
  void missingRevisionIsCalledSo(String revision) {
    refused(raw().get(resolve(revision, "README.md")), 404, "RevisionNotFound");
    refused(
        raw().get("/api/models/" + repo.id() + "/revision/" + revision), 404, "RevisionNotFound");
  }

  private String resolve(String revision, String path) {
    return "/" + repo.id() + "/resolve/" + revision + "/" + path;
  }
}
