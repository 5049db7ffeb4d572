package io.commonweight.registry.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.commonweight.federation.FederationFixture;
import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.RoundClose;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class LogResourceTest {
  private static final String LOG = "/v1/federations/{f}/log/";

  private final TestFederation federation = new TestFederation("appending");
  private RegistryClient registry;

  @BeforeEach
  void connect() {
    registry = new RegistryClient(URI.create("http://localhost:" + RestAssured.port));
  }

  @Test
  void receiptVerifiesOffline() throws Exception {
    Envelope entry = federation.charterBy(1);

    LogProof receipt = registry.append(federation.name(), entry);

    Checkpoint covering = receipt.verify(entry.encode(), federation.noteKey());
    assertThat(covering.size()).isGreaterThan(receipt.inclusion().index());
  }

  @Test
  void repeatedStatementGetsTheReceiptOfTheFirst() throws Exception {
    LogProof first = registry.append(federation.name(), federation.charterBy(2));

    LogProof second = registry.append(federation.name(), federation.charterBy(2));

    assertThat(second.inclusion().index()).isEqualTo(first.inclusion().index());
  }

  @Test
  void racingAppendersOfOneStatementAllGetTheSameIndex() throws Exception {
    Set<Long> indices = new HashSet<>();
    try (var appenders = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Long> append =
          () ->
              federation
                  .log(registry, federation.founding().charter(), federation.key("root", 3))
                  .inclusion()
                  .index();
      for (Future<Long> index : appenders.invokeAll(Collections.nCopies(32, append))) {
        indices.add(index.get());
      }
    }

    assertThat(indices).hasSize(1);
  }

  @Test
  void wholeLogFollowsWithoutTrust() throws Exception {
    registry.append(federation.name(), federation.charterBy(1));

    long size = federation.state(registry).size();

    SignedNote note =
        SignedNote.parse(given().get(LOG + "checkpoint", federation.name()).asByteArray());
    assertThat(Checkpoint.open(note, federation.noteKey()).size()).isGreaterThanOrEqualTo(size);
  }

  @Test
  void feedWakesWhenTheLogGrows() throws Exception {
    var other = new TestFederation("feeding");
    long size = other.state(registry).size();
    CompletableFuture<Feed> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return registry.entries(other.name(), 1, size, Duration.ofSeconds(20));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    Envelope entry = other.charterBy(1);
    registry.append(other.name(), entry);

    Feed feed = waiting.get(10, TimeUnit.SECONDS);
    assertThat(feed.entries().getFirst().toArray()).isEqualTo(entry.encode());
  }

  @Test
  void tilesThatTheLogCoversAreServedAsImmutable() throws Exception {
    registry.append(federation.name(), federation.charterBy(1));

    given()
        .get(LOG + "tile/0/000.p/1", federation.name())
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("immutable"));
    given().get(LOG + "tile/0/000.p/255", federation.name()).then().statusCode(404);
    given().get(LOG + "tile/0/001", federation.name()).then().statusCode(404);
    given().get(LOG + "tile/0/1", federation.name()).then().statusCode(404);
  }

  @Test
  void statementOfAStrangerIsRefused() {
    Envelope entry = TestFederation.sign(federation.release0(), federation.key("root", 1));
    Envelope foreign =
        TestFederation.sign(federation.founding().charter(), FederationFixture.key("stranger"));

    refused(foreign.encode(), 403, "unknown-signer");
    Envelope forged =
        new Envelope(entry.payloadType(), entry.payload(), federation.charterBy(2).signatures());
    refused(forged.encode(), 403, "bad-signature");
  }

  @Test
  void statementOutOfTurnIsRefused() throws Exception {
    federation.found(registry);
    Envelope close =
        TestFederation.sign(
            new RoundClose(TestFederation.digest("no round")), federation.key("aggregator", 1));

    refused(close.encode(), 409, "refused");
  }

  @Test
  void statementOfAKeyWhoseTimeHasNotComeOrIsOverIsRefused() throws Exception {
    federation.found(registry);
    long tomorrow = Instant.now().plus(Duration.ofDays(1)).getEpochSecond();
    HybridKey late = FederationFixture.key("late");
    HybridKey early = FederationFixture.key("early");
    for (var delegation :
        List.of(
            new Delegation(federation.name(), Role.REGISTRY, late.verifyingKey(), 0, 1, 2),
            new Delegation(
                federation.name(),
                Role.REGISTRY,
                early.verifyingKey(),
                0,
                tomorrow,
                tomorrow + 60))) {
      federation.log(registry, delegation, federation.key("root", 1));
    }

    refused(TestFederation.sign(complaint("slow"), late).encode(), 403, "expired");
    refused(TestFederation.sign(complaint("slow"), early).encode(), 403, "expired");
  }

  private static Complaint complaint(String text) {
    return new Complaint("org-2", TestFederation.digest(text), Complaint.Kind.UNAVAILABLE, text);
  }

  @Test
  void statementOfARevokedKeyIsRefusedAndWhatItHadLoggedKeepsItsReceipt() throws Exception {
    var other = new TestFederation("revoking");
    other.found(registry);
    HybridKey node = other.key("node", 1);
    Envelope earlier = TestFederation.sign(complaint("slow"), node);
    LogProof receipt = registry.append(other.name(), earlier);
    other.log(
        registry,
        new Revocation(node.fingerprint(), Revocation.Reason.COMPROMISED, Optional.empty()),
        other.key("root", 1));
    Envelope later = TestFederation.sign(complaint("slower"), node);

    given()
        .body(later.encode())
        .post(LOG + "entries", other.name())
        .then()
        .statusCode(403)
        .body("type", endsWith("/revoked"));
    assertThat(registry.append(other.name(), earlier).inclusion().index())
        .isEqualTo(receipt.inclusion().index());
  }

  @Test
  void whatIsNoEnvelopeIsMalformedAndWhatIsTooLongTooLarge() {
    refused("{}".getBytes(StandardCharsets.UTF_8), 400, "malformed");
    refused("not json".getBytes(StandardCharsets.UTF_8), 400, "malformed");
    refused(new byte[0], 400, "malformed");
    refused(new byte[Envelope.MAX_BYTES + 1], 413, "too-large");
  }

  @Test
  void eventsTellOfEachCheckpoint() throws Exception {
    registry.append(federation.name(), federation.charterBy(1));
    var request =
        HttpRequest.newBuilder(registry.registry().resolve("/v1/federations/appending/log/events"))
            .header("Last-Event-ID", "0")
            .build();
    try (var client = HttpClient.newHttpClient();
        InputStream body = client.send(request, BodyHandlers.ofInputStream()).body()) {
      var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));

      assertThat(lines.readLine()).isEqualTo(":");
      assertThat(lines.readLine()).isEmpty();
      assertThat(Long.parseLong(lines.readLine().substring("id: ".length()))).isPositive();
      assertThat(lines.readLine()).isEqualTo("event: checkpoint");
      client.shutdownNow();
    }
    given()
        .header("Last-Event-ID", "-1")
        .get(LOG + "events", federation.name())
        .then()
        .statusCode(400);
  }

  @Test
  void waitMustBeADuration() {
    given()
        .get(LOG + "entries?wait=soon", federation.name())
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("ISO-8601"));
  }

  @Test
  void unknownEntryHasNoProof() {
    given().get(LOG + "proof?index=99999999", federation.name()).then().statusCode(404);
    given().get(LOG + "proof", federation.name()).then().statusCode(404);
  }

  private void refused(byte[] body, int status, String type) {
    given()
        .contentType("application/json")
        .body(body)
        .post(LOG + "entries", federation.name())
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", endsWith("/" + type));
  }
}
