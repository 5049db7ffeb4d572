package io.commonweight.sdk.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.GoldenStatements.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Makes the vectors of the specification again and compares them byte for byte. After a deliberate
 * change {@code -Dcommonweight.vectors=write} writes them.
 */
class StatementVectorsTest {
  private static final Path FILE =
      Path.of(
          System.getProperty("commonweight.home", "../.."),
          "docs/protocol/vectors/statements-1.json");

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theVectorsAreWhatThisImplementationWrites() throws IOException {
    byte[] made = (JSON.writer(printer()).writeValueAsString(vectors()) + "\n").getBytes(UTF_8);
    if (System.getProperty("commonweight.vectors", "").equals("write")) {
      Files.write(FILE, made);
    }

    assertThat(made).isEqualTo(Files.readAllBytes(FILE));
  }

  @Test
  void everyKindHasAVector() {
    Set<Class<?>> kinds = new HashSet<>();
    GoldenStatements.all().forEach(golden -> kinds.add(golden.predicate().getClass()));

    assertThat(kinds).containsExactlyInAnyOrderElementsOf(kindsOf(Predicate.class));
  }

  private static Set<Class<?>> kindsOf(Class<?> type) {
    Set<Class<?>> kinds = new HashSet<>();
    for (Class<?> kind : type.getPermittedSubclasses()) {
      kinds.addAll(kind.isSealed() ? kindsOf(kind) : Set.of(kind));
    }
    return kinds;
  }

  @Test
  void everyStatementIsReadAndSignedByItsSigner() throws IOException, JsonException {
    for (JsonNode vector : JSON.readTree(FILE.toFile()).path("statements")) {
      byte[] payload = bytes(vector.path("payload"));
      Envelope envelope = Envelope.parse(bytes(vector.path("envelope")));

      assertThat(Statement.parse(payload).encode()).isEqualTo(payload);
      assertThat(Statement.parse(payload).digest().hex())
          .isEqualTo(vector.path("digest").textValue());
      assertThat(envelope.payload().toArray()).isEqualTo(payload);
      assertThat(envelope.encode()).hasSizeLessThanOrEqualTo(Envelope.MAX_BYTES);
      HybridKey signer = GoldenParties.hybrid(vector.path("signer").textValue());
      assertThat(envelope.isSignedBy(signer.verifyingKey())).isTrue();
    }
  }

  @Test
  void everyOtherPayloadIsRefused() throws IOException {
    Set<String> accepted = new TreeSet<>();
    for (JsonNode vector : JSON.readTree(FILE.toFile()).path("statements")) {
      accepted.add(vector.path("payload").textValue());
    }
    List<String> wronglyAccepted = new ArrayList<>();
    for (JsonNode refused : JSON.readTree(FILE.toFile()).path("refused")) {
      String why = refused.path("why").textValue();
      assertThat(accepted).as(why).doesNotContain(refused.path("payload").textValue());
      if (isAccepted(bytes(refused.path("payload")))) {
        wronglyAccepted.add(why);
      }
    }

    assertThat(wronglyAccepted).isEmpty();
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] payload = new Statement(new RoundClose(GoldenStatements.digest("round"))).encode();
    payload[payload.length - 4] = (byte) 0xed;

    assertThatThrownBy(() -> Statement.parse(payload)).isInstanceOf(JsonException.class);
  }

  private static boolean isAccepted(byte[] payload) {
    try {
      return Statement.parse(payload).predicate() != null;
    } catch (JsonException e) {
      return false;
    }
  }

  private static ObjectNode vectors() {
    ObjectNode vectors = JSON.createObjectNode();
    vectors.put("spec", "docs/protocol/statements.md");
    Set<String> signers = new TreeSet<>();
    GoldenStatements.all().forEach(golden -> signers.add(golden.signer()));
    signers.forEach(signer -> putKey(vectors.withArray("keys").addObject(), signer));
    vectors.put("charterKeys", text(GoldenParties.keys(GoldenStatements.FIRST_LOG).encode()));
    for (Golden golden : GoldenStatements.all()) {
      var statement = new Statement(golden.predicate());
      vectors
          .withArray("statements")
          .addObject()
          .put("signer", golden.signer())
          .put("payload", text(statement.encode()))
          .put("digest", statement.digest().hex())
          .put(
              "envelope",
              text(Envelope.sign(statement, GoldenParties.hybrid(golden.signer())).encode()));
    }
    RefusedPayloads.all()
        .forEach(
            refused ->
                vectors
                    .withArray("refused")
                    .addObject()
                    .put("why", refused.why())
                    .put("payload", refused.payload()));
    return vectors;
  }

  private static void putKey(ObjectNode json, String name) {
    HybridKey key = GoldenParties.hybrid(name);
    json.put("name", name);
    json.put("ed25519Seed", hex(GoldenParties.seed(name, Algorithm.ED25519)));
    json.put("mlDsa65Seed", hex(GoldenParties.seed(name, Algorithm.ML_DSA_65)));
    json.put("fingerprint", key.fingerprint().hex());
    json.put("mlDsa65Fingerprint", key.mlDsa65().fingerprint().hex());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, UTF_8);
  }

  private static byte[] bytes(JsonNode text) {
    return text.textValue().getBytes(UTF_8);
  }

  private static DefaultPrettyPrinter printer() {
    var indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
  }
}
