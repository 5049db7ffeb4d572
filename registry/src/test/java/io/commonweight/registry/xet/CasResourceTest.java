package io.commonweight.registry.xet;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.account.Account;
import io.commonweight.registry.account.TestAccounts;
import io.commonweight.registry.repo.RepoType;
import io.commonweight.registry.repo.TestRepo;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.Blobs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends what the client sent, and what it would not. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class CasResourceTest {
  @Inject Uploads uploads;
  @Inject XorbRepository xorbs;
  @Inject Xorbs store;
  @Inject BlobStore objects;
  @Inject Blobs blobs;
  @Inject Clock clock;

  private final TestRepo repo = new TestRepo();
  private final Account sender = TestAccounts.account();

  @BeforeEach
  void publish() throws Exception {
    repo.publish("---\nlicense: apache-2.0\n---\n", 1);
    blobs.delete(new Sha256(Captured.FIRST_SHA256));
    blobs.delete(new Sha256(Captured.CHANGED_SHA256));
  }

  @Test
  void fileIsPutTogetherAndStored() throws Exception {
    put(Captured.FIRST, Captured.FIRST_XORB)
        .then()
        .statusCode(200)
        .body("was_inserted", equalTo(true));
    shard(Captured.FIRST_SHARD).then().statusCode(200).body("result", equalTo(1));

    assertThat(stored(Captured.FIRST_SHA256)).hasSize(Captured.FIRST_BYTES);
  }

  @Test
  void changedFileConsistsOfWhatIsHereAndWhatIsNew() throws Exception {
    put(Captured.FIRST, Captured.FIRST_XORB);
    put(Captured.CHANGED, Captured.CHANGED_XORB);

    shard(Captured.CHANGED_SHARD).then().statusCode(200);

    assertThat(stored(Captured.CHANGED_SHA256)).hasSize(Captured.FIRST_BYTES + 3);
  }

  @Test
  void fileSentAgainIsAReferenceOnly() throws Exception {
    put(Captured.FIRST, Captured.FIRST_XORB);
    shard(Captured.FIRST_SHARD);
    blobs.delete(new Sha256(Captured.FIRST_SHA256));

    shard(Captured.AGAIN_SHARD).then().statusCode(200);

    assertThat(stored(Captured.FIRST_SHA256)).hasSize(Captured.FIRST_BYTES);
  }

  @Test
  void xorbSentAgainIsKnown() {
    put(Captured.FIRST, Captured.FIRST_XORB);

    put(Captured.FIRST, Captured.FIRST_XORB)
        .then()
        .statusCode(200)
        .body("was_inserted", equalTo(false));
    assertThat(head(sender, Captured.FIRST)).isEqualTo(200);
  }

  @Test
  void xorbOfOthersIsAsIfItWereNotHere() {
    put(Captured.FIRST, Captured.FIRST_XORB);
    Account other = TestAccounts.account();

    assertThat(head(other, Captured.FIRST)).isEqualTo(404);
    shard(other, Captured.FIRST_SHARD.bytes())
        .then()
        .statusCode(400)
        .header("X-Error-Message", containsString("send it first"));
    put(other, Captured.FIRST, Captured.FIRST_XORB.bytes())
        .then()
        .statusCode(200)
        .body("was_inserted", equalTo(true));
    shard(other, Captured.FIRST_SHARD.bytes()).then().statusCode(200);
  }

  @Test
  void xorbUnderAnotherHashIsRefused() {
    put(sender, Captured.CHANGED, Captured.FIRST_XORB.bytes())
        .then()
        .statusCode(400)
        .body(
            "error",
            equalTo(
                "the xorb's hash is %s, not the declared %s"
                    .formatted(Captured.FIRST, Captured.CHANGED)));
    assertThat(head(sender, Captured.CHANGED)).isEqualTo(404);
  }

  @Test
  void fileWithAnotherDigestIsRefusedAndNotStored() throws Exception {
    put(Captured.FIRST, Captured.FIRST_XORB);
    byte[] shard = Captured.FIRST_SHARD.bytes();
    shard[48 * 4]++;

    shard(sender, shard)
        .then()
        .statusCode(400)
        .body("error", containsString("the content's SHA-256 is " + Captured.FIRST_SHA256));
    assertThat(blobs.size(new Sha256(Captured.FIRST_SHA256))).isEmpty();
  }

  @Test
  void fileWithAnotherHashOrVerificationIsRefused() {
    put(Captured.FIRST, Captured.FIRST_XORB);
    byte[] hash = Captured.FIRST_SHARD.bytes();
    hash[48]++;
    byte[] verification = Captured.FIRST_SHARD.bytes();
    verification[48 * 3]++;

    shard(sender, hash).then().statusCode(400).body("error", containsString("the file's hash is"));
    shard(sender, verification)
        .then()
        .statusCode(400)
        .body("error", containsString("another length or verification hash"));
  }

  @Test
  void cutBodiesAreRefused() {
    byte[] xorb = Arrays.copyOf(Captured.FIRST_XORB.bytes(), 1000);
    byte[] shard = Arrays.copyOf(Captured.FIRST_SHARD.bytes(), 1000 / 48 * 24);

    put(sender, Captured.FIRST, xorb).then().statusCode(400);
    shard(sender, shard).then().statusCode(400);
  }

  @Test
  void noChunkIsOfferedAndShardsAreTakenInOneWay() {
    given()
        .header("Authorization", bearer(sender))
        .get(base(sender) + "/v1/chunks/default/" + Captured.FIRST)
        .then()
        .statusCode(404);
    given()
        .header("Authorization", bearer(sender))
        .body(Captured.FIRST_SHARD.bytes())
        .contentType("application/octet-stream")
        .post(base(sender) + "/v2/shards")
        .then()
        .statusCode(404);
    given()
        .header("Authorization", bearer(sender))
        .post(base(sender) + "/v1/telemetry")
        .then()
        .statusCode(204);
  }

  @Test
  void onlyGoodTokensOfTheAccountAreTaken() {
    Account other = TestAccounts.account();
    String path = base(sender) + "/v1/xorbs/default/" + Captured.FIRST;

    given().head(path).then().statusCode(401);
    given().header("Authorization", "Basic abc").head(path).then().statusCode(401);
    given().header("Authorization", TestAccounts.as(sender)).head(path).then().statusCode(401);
    given().header("Authorization", bearer(other)).head(path).then().statusCode(401);
    String expired =
        uploads.token(new Upload(sender.id(), RepoType.MODEL, repo.id(), "main", clock.instant()));
    given().header("Authorization", "Bearer " + expired).head(path).then().statusCode(401);
  }

  @Test
  void whatIsNoHashIsRefused() {
    given()
        .header("Authorization", bearer(sender))
        .body(new byte[1])
        .contentType("application/octet-stream")
        .post(base(sender) + "/v1/xorbs/default/abc")
        .then()
        .statusCode(400);
  }

  @Test
  void xorbThatNobodyUsedForFourWeeksIsForgottenWithItsBytes() throws Exception {
    put(Captured.CHANGED, Captured.CHANGED_XORB);
    String key = xorbs.find(Captured.CHANGED, sender.id()).orElseThrow().objectKey;
    Instant now = clock.instant();
    xorbs.use(Captured.CHANGED, now.minus(Xorbs.KEPT).plus(Duration.ofMinutes(1)));
    store.forgetUnused();
    assertThat(head(sender, Captured.CHANGED)).isEqualTo(200);

    xorbs.use(Captured.CHANGED, now.minus(Xorbs.KEPT).minusSeconds(1));
    store.forgetUnused();

    assertThat(head(sender, Captured.CHANGED)).isEqualTo(404);
    assertThat(objects.size(key)).isEmpty();
  }

  private byte[] stored(String sha256) throws IOException {
    Sha256 digest = new Sha256(sha256);
    try (var in = blobs.get(digest).orElseThrow()) {
      byte[] content = in.readAllBytes();
      assertThat(Sha256.of(content)).isEqualTo(digest);
      return content;
    }
  }

  private Response put(XetHash hash, Captured xorb) {
    return put(sender, hash, xorb.bytes());
  }

  private Response put(Account account, XetHash hash, byte[] xorb) {
    return given()
        .header("Authorization", bearer(account))
        .contentType("application/octet-stream")
        .body(xorb)
        .post(base(account) + "/v1/xorbs/default/" + hash);
  }

  private Response shard(Captured shard) {
    return shard(sender, shard.bytes());
  }

  private Response shard(Account account, byte[] shard) {
    return given()
        .header("Authorization", bearer(account))
        .contentType("application/octet-stream")
        .body(shard)
        .post(base(account) + "/v1/shards");
  }

  private int head(Account account, XetHash hash) {
    return given()
        .header("Authorization", bearer(account))
        .head(base(account) + "/v1/xorbs/default/" + hash)
        .statusCode();
  }

  private String bearer(Account account) {
    Instant end = clock.instant().plus(Uploads.VALIDITY);
    return "Bearer "
        + uploads.token(new Upload(account.id(), RepoType.MODEL, repo.id(), "main", end));
  }

  private static String base(Account account) {
    return CasResource.BASE + account.id();
  }
}
