package io.commonweight.registry.update;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.commonweight.federation.round.Round;
import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.SignedIn;
import io.commonweight.registry.TestFederation;
import io.commonweight.registry.problem.RegistryException.NoOpenRound;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Update;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One round, from its first upload to the aggregators' download. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class UpdateResourceTest {
  private static final String UPDATES = "/v1/federations/updating/updates/";
  private static final Bytes SALT = Bytes.of(TestFederation.digest("salt").bytes());

  @Inject Updates updates;
  @Inject UpdateStore store;

  private final TestFederation federation = new TestFederation("updating");

  @BeforeEach
  void found() throws Exception {
    federation.found(SignedIn.registry());
  }

  @Test
  void updateIsWrittenInItsRoundAndReadAfterIt() throws Exception {
    var registry = new RegistryClient(URI.create("http://localhost:" + RestAssured.port));
    Round round = federation.openRound(registry);
    Bytes blob = Bytes.utf8("a quantised delta");
    Update update = federation.update(round, 1, SALT, blob);
    String node = SignedIn.as(federation, federation.key("node", 1));
    String aggregator = SignedIn.as(federation, federation.key("aggregator", 2));
    String path = UPDATES + update.commitment();

    refused(put(node, path, SALT, Bytes.utf8("other bytes")), 422, "commitment-mismatch");
    refused(put(node, path, Bytes.of(new byte[32]), blob), 422, "commitment-mismatch");
    refused(put(node, path, SALT, Bytes.of(new byte[4097])), 413, "too-large");
    refused(get(aggregator, path), 404, "not-found");

    put(node, path, SALT, blob).then().statusCode(201);
    put(node, path, SALT, blob).then().statusCode(200);
    given().get("/v1/blobs/" + blob.sha256()).then().statusCode(404);
    refused(get(aggregator, path), 404, "not-found");

    federation.log(registry, update, federation.key("node", 1));
    refused(get(aggregator, path), 403, "round-open");

    federation.close(registry, round);
    Response read = get(aggregator, path);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.asByteArray()).isEqualTo(blob.toArray());
    assertThat(read.header("X-Commonweight-Salt")).isEqualTo(hex(SALT));
    refused(get(node, path), 403, "forbidden");
    rangesAreServed(aggregator, path);

    Update late = federation.update(round, 1, SALT, Bytes.utf8("too late"));
    refused(
        put(node, UPDATES + late.commitment(), SALT, Bytes.utf8("too late")), 409, "no-open-round");
  }

  @Test
  void uploadThatOutlastsItsRoundIsRefusedAndLeavesNothing() throws Exception {
    var other = new TestFederation("outlasting");
    var registry = new RegistryClient(URI.create("http://localhost:" + RestAssured.port));
    Round round = other.openRound(registry);
    Bytes blob = Bytes.utf8("a slow delta");
    Update update = other.update(round, 1, SALT, blob);
    other.log(registry, update, other.key("node", 1));

    assertThatThrownBy(
            () ->
                updates.put(
                    other.name(), update.commitment(), SALT, closing(registry, other, round, blob)))
        .isInstanceOf(NoOpenRound.class);

    assertThat(store.size(other.name(), update.commitment())).isEmpty();
    String aggregator = SignedIn.as(other, other.key("aggregator", 1));
    refused(
        get(aggregator, "/v1/federations/outlasting/updates/" + update.commitment()),
        404,
        "not-found");
  }

  @Test
  void roundTakesAsManyUpdatesAsItsNodesMayState() throws Exception {
    var flooded = new TestFederation("flooding");
    var registry = new RegistryClient(URI.create("http://localhost:" + RestAssured.port));
    Round round = flooded.openRound(registry);
    int most = TestFederation.ORGANIZATIONS * 4;
    for (int i = 0; i < most; i++) {
      assertThat(upload(flooded, "delta " + i)).isTrue();
    }

    assertThat(upload(flooded, "delta 0")).isFalse();
    Sha256 surplus = Update.commit(SALT, Bytes.utf8("one more").sha256());
    refused(
        put(
            SignedIn.as(flooded, flooded.key("node", 1)),
            "/v1/federations/flooding/updates/" + surplus,
            SALT,
            Bytes.utf8("one more")),
        429,
        "too-many-requests");
    assertThat(store.size(flooded.name(), surplus)).isEmpty();
    assertThat(store.count(flooded.name(), round.id(), surplus, most)).isFalse();
    assertThat(store.count(flooded.name(), TestFederation.digest("next"), surplus, most)).isTrue();
  }

  private boolean upload(TestFederation to, String text) throws IOException {
    Bytes blob = Bytes.utf8(text);
    return updates.put(
        to.name(),
        Update.commit(SALT, blob.sha256()),
        SALT,
        new ByteArrayInputStream(blob.toArray()));
  }

  /** A body in the middle of which the round closes. */
  private static FilterInputStream closing(
      RegistryClient registry, TestFederation federation, Round round, Bytes blob) {
    return new FilterInputStream(new ByteArrayInputStream(blob.toArray())) {
      private boolean closed;

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (!closed) {
          closed = true;
          try {
            federation.close(registry, round);
          } catch (Exception e) {
            throw new IOException(e);
          }
        }
        return super.read(buffer, offset, length);
      }
    };
  }

  @Test
  void commitmentMustBeADigest() {
    String node = SignedIn.as(federation, federation.key("node", 1));
    refused(put(node, UPDATES + "xyz", SALT, SALT), 400, "malformed");
    given()
        .header("Authorization", node)
        .body(SALT.toArray())
        .put(UPDATES + Sha256.of(new byte[1]))
        .then()
        .statusCode(400);
  }

  private static void rangesAreServed(String aggregator, String path) {
    given()
        .header("Authorization", aggregator)
        .header("Range", "bytes=2-10")
        .get(path)
        .then()
        .statusCode(206)
        .header("Content-Range", "bytes 2-10/17")
        .header("Content-Length", "9")
        .body(equalTo("quantised"));
    given()
        .header("Authorization", aggregator)
        .header("Range", "bytes=17-")
        .get(path)
        .then()
        .statusCode(416)
        .header("Content-Range", "bytes */17");
    given()
        .header("Authorization", aggregator)
        .head(path)
        .then()
        .statusCode(200)
        .header("Content-Length", "17")
        .header("X-Commonweight-Salt", hex(SALT));
  }

  private static Response put(String token, String path, Bytes salt, Bytes body) {
    return given()
        .header("Authorization", token)
        .header("X-Commonweight-Salt", hex(salt))
        .contentType("application/octet-stream")
        .body(body.toArray())
        .put(path);
  }

  private static Response get(String token, String path) {
    return given().header("Authorization", token).get(path);
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }

  private static void refused(Response response, int status, String type) {
    response.then().statusCode(status).body("type", endsWith("/" + type));
  }
}
