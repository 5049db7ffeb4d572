package io.commonweight.registry.update;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.SignedIn;
import io.commonweight.registry.TestFederation;
import io.commonweight.registry.update.SealedRound.Brought;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistrySession;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.RoundStep.Step;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sealed round, and at each of its steps who may bring and who may have what. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class SecureBlobResourceTest {
  private static final TestFederation FEDERATION = RegistryServices.SEALED;
  private static final String BLOBS = "/v1/federations/sealing/secure-blobs/";
  private static final String VECTORS = "/v1/federations/sealing/vectors/";
  private static final int VECTOR_BYTES = 80;

  @TempDir Path folder;

  private final Map<Sha256, Bytes> blobs = new HashMap<>();

  @Test
  void blobsAreBroughtInTheirStepAndReadByThoseTheyAreFor() throws Exception {
    var round = new SealedRound(FEDERATION, SignedIn.registry());
    HybridKey outsider = enrolledLater();
    Bytes early = Bytes.utf8("too early");
    refused(put("node", 1, early), 409, "no-open-round");

    round.advertise();
    dealing(round, outsider);
    round.end(Step.DEALING);
    Sha256 vector = masking(round, outsider);

    refused(get(as("aggregator", 1), vector), 403, "round-open");
    round.close();
    assertThat(get(as("aggregator", 1), vector).asByteArray())
        .isEqualTo(blobs.getOrDefault(vector, early).toArray());
    get(as("registry", 1), vector).then().statusCode(200);
    refused(get(as("node", 2), vector), 403, "forbidden");
    refused(get(as("registry", 4), vector), 403, "forbidden");
    refused(get(as("release", 1), vector), 403, "forbidden");
    given().get(VECTORS + vector).then().statusCode(404);
    refused(put("node", 1, early), 409, "no-open-round");

    round.release();
    anybodyReads(vector);
    get(as("node", 2), vector).then().statusCode(200);
    get(as("registry", 4), vector).then().statusCode(200);
    Sha256 parcels = parcels();
    refused(get(as("node", 2), parcels), 403, "forbidden");
    get(as("aggregator", 1), parcels).then().statusCode(200);
    given().get(VECTORS + parcels).then().statusCode(404);
  }

  private void dealing(SealedRound round, HybridKey outsider) throws Exception {
    Brought first = round.deal(1);
    Sha256 parcels = first.blob().sha256();
    assertThatThrownBy(() -> round.log(first.statement())).hasMessageContaining("is not stored");
    refused(put(outsider, parcels, first.blob()), 403, "forbidden");
    refused(put("aggregator", 1, first.blob()), 403, "forbidden");
    refused(put(round.key(1), parcels, Bytes.utf8("other bytes")), 422, "digest-mismatch");
    refused(put("node", 1, Bytes.of(new byte[3 * 2512 + 1])), 413, "too-large");
    put("node", 1, first.blob()).then().statusCode(201);
    put("node", 1, first.blob()).then().statusCode(200);
    refused(get(as("node", 2), parcels), 404, "not-found");
    round.log(first.statement());
    blobs.put(parcels, first.blob());

    put("node", 1, Bytes.utf8("a second")).then().statusCode(201);
    refused(put("node", 1, Bytes.utf8("a third")), 429, "too-many-requests");
    for (int i = 2; i <= 4; i++) {
      Brought dealt = round.deal(i);
      bring(i, dealt.blob());
      blobs.put(dealt.blob().sha256(), dealt.blob());
      round.log(dealt.statement());
    }
    readsParcels(parcels, first.blob(), outsider);
  }

  private void readsParcels(Sha256 parcels, Bytes blob, HybridKey outsider) throws Exception {
    assertThat(get(as("node", 2), parcels).asByteArray()).isEqualTo(blob.toArray());
    get(as("aggregator", 1), parcels).then().statusCode(200);
    get(as("registry", 4), parcels).then().statusCode(200);
    refused(get(SignedIn.as(FEDERATION, outsider), parcels), 403, "forbidden");
    refused(get(as("release", 1), parcels), 403, "forbidden");
    refused(get(as("root", 1), parcels), 403, "forbidden");
    given().get(BLOBS + parcels).then().statusCode(401);
    RegistrySession node = session(3);
    assertThat(node.secureBlobBytes(parcels)).isEqualTo(blob.size());
    try (InputStream in = node.openSecureBlob(parcels, 5, 7)) {
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(blob.toArray(), 5, 12));
    }
  }

  /** Returns the digest of the first node's vector. */
  private Sha256 masking(SealedRound round, HybridKey outsider) throws Exception {
    Brought first = round.mask(1, blobs);
    assertThat(first.blob().size()).isEqualTo(VECTOR_BYTES);
    assertThatThrownBy(() -> round.log(first.statement()))
        .hasMessageContaining(
            "masked vector %s is not stored here".formatted(first.blob().sha256()));
    refused(put(outsider, first.blob().sha256(), first.blob()), 403, "forbidden");
    refused(put("node", 1, Bytes.of(new byte[VECTOR_BYTES + 1])), 413, "too-large");
    for (int i = 1; i <= 4; i++) {
      Brought masked = i == 1 ? first : round.mask(i, blobs);
      bring(i, masked.blob());
      blobs.put(masked.blob().sha256(), masked.blob());
      round.log(masked.statement());
    }
    return first.blob().sha256();
  }

  private void anybodyReads(Sha256 vector) throws Exception {
    byte[] whole = blobs.getOrDefault(vector, Bytes.utf8("")).toArray();
    given()
        .get(VECTORS + vector)
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("immutable"));
    given().head(VECTORS + vector).then().statusCode(200).header("Content-Length", "80");
    RegistryClient anybody = SignedIn.registry();
    try (InputStream in = anybody.openVector(FEDERATION.name(), vector, 8, 16)) {
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(whole, 8, 24));
    }
  }

  private Sha256 parcels() {
    return blobs.entrySet().stream()
        .filter(blob -> blob.getValue().size() != VECTOR_BYTES)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** A second node of the first organization, of no cohort: its delegation came too late. */
  private static HybridKey enrolledLater() throws Exception {
    HybridKey key = FEDERATION.key("late-node", 1);
    FEDERATION.log(
        SignedIn.registry(), FEDERATION.delegation(key, Role.NODE), FEDERATION.key("root", 1));
    return key;
  }

  private void bring(int i, Bytes blob) throws Exception {
    Path file = Files.write(folder.resolve(blob.sha256().hex()), blob.toArray());
    session(i).putSecureBlob(blob.sha256(), file);
  }

  private static RegistrySession session(int i) {
    return SignedIn.registry()
        .session(FEDERATION.name(), FEDERATION.key("node", i), Clock.systemUTC());
  }

  private static String as(String role, int i) {
    return SignedIn.as(FEDERATION, FEDERATION.key(role, i));
  }

  private static Response put(String role, int i, Bytes body) {
    return put(FEDERATION.key(role, i), body.sha256(), body);
  }

  private static Response put(HybridKey key, Sha256 digest, Bytes body) {
    return given()
        .header("Authorization", SignedIn.as(FEDERATION, key))
        .contentType("application/octet-stream")
        .body(body.toArray())
        .put(BLOBS + digest);
  }

  private static Response get(String token, Sha256 blob) {
    return given().header("Authorization", token).get(BLOBS + blob);
  }

  private static void refused(Response response, int status, String type) {
    response.then().statusCode(status).body("type", endsWith("/" + type));
  }
}
