package io.commonweight.registry.blob;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.SignedIn;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class BlobResourceTest {
  private final TestFederation federation = new TestFederation("entering");

  @BeforeEach
  void found() throws Exception {
    federation.found(SignedIn.registry());
  }

  @Test
  void blobIsStoredOnceAndReadByAnyone() {
    byte[] blob = random(3 << 20, 1);
    Sha256 digest = Sha256.of(blob);

    assertThat(put(digest, blob).statusCode()).isEqualTo(201);
    assertThat(put(digest, blob).statusCode()).isEqualTo(200);

    assertThat(given().get("/v1/blobs/" + digest).asByteArray()).isEqualTo(blob);
    given()
        .head("/v1/blobs/" + digest)
        .then()
        .statusCode(200)
        .header("Content-Length", Integer.toString(blob.length))
        .header("ETag", '"' + digest.hex() + '"');
  }

  @Test
  void otherBytesThanDeclaredAreRefused() {
    Sha256 digest = TestFederation.digest("declared");

    put(digest, random(10, 2))
        .then()
        .statusCode(422)
        .body("type", endsWith("/digest-mismatch"))
        .body("declared", equalTo(digest.hex()));

    given().get("/v1/blobs/" + digest).then().statusCode(404);
  }

  @Test
  void rangeCountsOnlyForTheContentItWasMadeFor() {
    Bytes blob = Bytes.utf8("0123456789");
    put(blob.sha256(), blob.toArray());
    String path = "/v1/blobs/" + blob.sha256();

    given().header("Range", "bytes=-3").get(path).then().statusCode(206).body(equalTo("789"));
    given()
        .header("Range", "bytes=0-1")
        .header("If-Range", '"' + blob.sha256().hex() + '"')
        .get(path)
        .then()
        .statusCode(206)
        .body(equalTo("01"));
    given()
        .header("Range", "bytes=0-1")
        .header("If-Range", "\"other\"")
        .get(path)
        .then()
        .statusCode(200)
        .body(equalTo("0123456789"));
  }

  private Response put(Sha256 digest, byte[] body) {
    return given()
        .header("Authorization", SignedIn.as(federation, federation.key("aggregator", 1)))
        .contentType("application/octet-stream")
        .body(body)
        .put("/v1/federations/{f}/blobs/" + digest, federation.name());
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
