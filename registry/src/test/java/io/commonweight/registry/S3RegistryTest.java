package io.commonweight.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.commonweight.embedded.S3;
import io.commonweight.embedded.SharedServices;
import io.commonweight.federation.round.Round;
import io.commonweight.registry.blob.BlobConfig;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Update;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry that keeps everything but its database in an S3 bucket. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
@TestProfile(S3RegistryTest.InABucket.class)
class S3RegistryTest {
  private static final String FEDERATION = "/v1/federations/updating/";
  private static final Bytes SALT = Bytes.of(TestFederation.digest("salt").bytes());

  /** The registry of the other tests, with a bucket of its own. */
  public static final class InABucket implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      S3 s3 = SharedServices.s3();
      return Map.of(
          "commonweight.blobs.s3.endpoint", s3.endpoint().toString(),
          "commonweight.blobs.s3.bucket", SharedServices.freshBucket(),
          "commonweight.blobs.s3.access-key", s3.accessKey(),
          "commonweight.blobs.s3.secret-key", s3.secretKey());
    }
  }

  @Inject BlobConfig config;

  private final TestFederation federation = new TestFederation("updating");

  @BeforeEach
  void found() throws Exception {
    federation.found(SignedIn.registry());
  }

  @Test
  void roundIsLoggedAndItsUpdateIsReadBack() throws Exception {
    var registry = new RegistryClient(URI.create("http://localhost:" + RestAssured.port));
    Round round = federation.openRound(registry);
    Bytes blob = Bytes.utf8("a quantised delta");
    Update update = federation.update(round, 1, SALT, blob);
    String path = FEDERATION + "updates/" + update.commitment();

    put(as("node"), path, blob).then().statusCode(201);
    put(as("node"), path, blob).then().statusCode(200);
    federation.log(registry, update, federation.key("node", 1));
    federation.close(registry, round);

    Response read = as("aggregator").get(path);
    assertThat(read.asByteArray()).isEqualTo(blob.toArray());
    assertThat(read.header("X-Commonweight-Salt"))
        .isEqualTo(HexFormat.of().formatHex(SALT.toArray()));
    ranges(as("aggregator"), path);
    given()
        .get(FEDERATION + "log/tile/0/000.p/" + federation.state(registry).size())
        .then()
        .statusCode(200);
    assertThat(SharedServices.s3().folder().resolve(config.s3().orElseThrow().bucket()))
        .isDirectoryRecursivelyContaining("glob:**/" + update.commitment());
  }

  @Test
  void publicBlobIsReadInRanges() {
    Bytes blob = Bytes.utf8("a quantised release");

    put(as("aggregator"), FEDERATION + "blobs/" + blob.sha256(), blob).then().statusCode(201);

    String path = "/v1/blobs/" + blob.sha256();
    given().get(path).then().statusCode(200).body(equalTo("a quantised release"));
    ranges(given(), path);
  }

  private static void ranges(RequestSpecification caller, String path) {
    caller
        .header("Range", "bytes=2-10")
        .get(path)
        .then()
        .statusCode(206)
        .header("Content-Length", "9")
        .body(equalTo("quantised"));
  }

  private RequestSpecification as(String role) {
    return given().header("Authorization", SignedIn.as(federation, federation.key(role, 1)));
  }

  private static Response put(RequestSpecification caller, String path, Bytes body) {
    return caller
        .header("X-Commonweight-Salt", HexFormat.of().formatHex(SALT.toArray()))
        .contentType("application/octet-stream")
        .body(body.toArray())
        .put(path);
  }
}
