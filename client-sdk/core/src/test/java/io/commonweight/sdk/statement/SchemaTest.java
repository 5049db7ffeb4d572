package io.commonweight.sdk.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.GoldenStatements.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas of the specification and this implementation accept and refuse the same. */
class SchemaTest {
  private static final Schemas STATEMENT = Schemas.named("statement");
  private static final Schemas ENVELOPE = Schemas.named("envelope");
  private static final int MUTATIONS = 100;

  /** The rules that a schema cannot express; they stand in the specification's tables. */
  private static final Predicate<String> BEYOND_SCHEMAS =
      Pattern.compile(
              String.join(
                  "|",
                  "is not sorted, or has",
                  "stands in the charter twice",
                  "two cosigners have the name",
                  "the sequencer \\S+ is no member",
                  "(normBound|clipBound) has more than 128 bits",
                  "scales from \\d+ to \\d+ bits differ",
                  "faults needs \\d+ voters",
                  "privacy (COHORT|SEALED): ",
                  "an X25519 point of low order",
                  "goal is \\d+, must be [1-9]",
                  "release 0 has no",
                  "files has variance without momentum",
                  "(momentum|variance).safetensors bytes is",
                  "nodes times statementsPerNode is",
                  "parties of a quorum is 0",
                  "(faults|required) is \\d+, must be \\d to \\d",
                  "do not survive",
                  "successes is \\d+, must be 0 to",
                  "notAfter is \\d+, must be"))
          .asPredicate();

  static Stream<Golden> statements() {
    return GoldenStatements.all().stream();
  }

  static Stream<Long> seeds() {
    return Stream.of(1L, 2L, 3L);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void theSchemasAcceptEveryVector(Golden golden) {
    var statement = new Statement(golden.predicate());
    byte[] envelope = Envelope.sign(statement, GoldenParties.hybrid(golden.signer())).encode();

    assertThat(STATEMENT.complaints(Mutation.tree(statement.encode()))).isEmpty();
    assertThat(ENVELOPE.complaints(Mutation.tree(envelope))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void schemasAndCodeAgreeOnChangedPredicates(long seed) {
    for (Golden golden : GoldenStatements.all()) {
      var mutation = new Mutation(new Random(seed));
      ObjectNode statement = (ObjectNode) Mutation.tree(new Statement(golden.predicate()).encode());
      JsonNode predicate = statement.path("predicate");
      for (int i = 0; i < MUTATIONS; i++) {
        JsonNode changed = mutation.of(predicate);
        ObjectNode whole = statement.deepCopy().set("predicate", changed);
        boolean isValid = STATEMENT.complaints(whole).isEmpty();
        String refusal = refusal(whole, golden.predicate().getClass());
        boolean agree = isValid == refusal.isEmpty();
        if (!agree && !(isValid && BEYOND_SCHEMAS.test(refusal))) {
          fail(
              "%s: the schema %s, the code: %s", changed, isValid ? "accepts" : "refuses", refusal);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatTheCodeAcceptsAsAStatementTheSchemaAccepts(long seed) {
    for (Golden golden : GoldenStatements.all()) {
      var mutation = new Mutation(new Random(seed));
      JsonNode statement = Mutation.tree(new Statement(golden.predicate()).encode());
      for (int i = 0; i < MUTATIONS; i++) {
        JsonNode changed = mutation.of(statement);
        if (isStatement(changed)) {
          assertThat(STATEMENT.complaints(changed)).as(changed.toString()).isEmpty();
        }
      }
    }
  }

  @Test
  void theSchemaOfEnvelopesRefusesWhatIsNoLogEntry() {
    Golden golden = GoldenStatements.all().getLast();
    JsonNode envelope =
        Mutation.tree(
            Envelope.sign(new Statement(golden.predicate()), GoldenParties.hybrid(golden.signer()))
                .encode());

    ObjectNode half = envelope.deepCopy();
    half.withArray("signatures").remove(1);
    ObjectNode exchanged = envelope.deepCopy();
    exchanged.withArray("signatures").add(exchanged.withArray("signatures").remove(0));
    ObjectNode thrice = envelope.deepCopy();
    thrice.withArray("signatures").add(envelope.path("signatures").get(0));
    ObjectNode token = envelope.deepCopy();
    token.put("payloadType", "application/vnd.commonweight.token+json");
    ObjectNode unpadded = envelope.deepCopy();
    unpadded.put("payload", "QQ");
    ObjectNode loose = envelope.deepCopy();
    loose.put("payload", "QR==");

    assertThat(List.of(half, exchanged, thrice, token, unpadded, loose))
        .allSatisfy(changed -> assertThat(ENVELOPE.complaints(changed)).isNotEmpty());
  }

  /** One file for each kind, and nothing in the folder that no kind has. */
  @Test
  void everyKindHasASchema() throws IOException {
    Set<String> kinds = new TreeSet<>(Set.of("envelope", "evidence", "statement", "types"));
    for (Golden golden : GoldenStatements.all()) {
      String type =
          Mutation.tree(new Statement(golden.predicate()).encode())
              .path("predicateType")
              .textValue();
      kinds.add(type.replaceAll(".*/([a-z-]+)/v1", "$1"));
    }
    try (Stream<Path> files = Files.list(Schemas.FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              kinds.stream().map(kind -> kind + "-v1.json").collect(Collectors.toSet()));
    }
  }

  /** Why the code refuses a statement with the subjects it should have; empty if it does not. */
  private static String refusal(
      ObjectNode statement, Class<? extends io.commonweight.sdk.statement.Predicate> kind) {
    try {
      JsonNode canonical =
          CanonicalJson.parse(CanonicalJson.write(statement.path("predicate")), 1 << 20);
      ObjectNode whole = statement.deepCopy();
      whole.set("subject", CanonicalJson.tree(CanonicalJson.read(canonical, kind).subjects()));
      assertThat(Statement.parse(CanonicalJson.write(whole)).predicate()).isInstanceOf(kind);
      return "";
    } catch (JsonException | IllegalArgumentException e) {
      return e.getMessage() == null ? "refused" : e.getMessage();
    }
  }

  private static boolean isStatement(JsonNode tree) {
    try {
      return Statement.parse(CanonicalJson.write(tree)).predicate() != null;
    } catch (JsonException | IllegalArgumentException e) {
      return false;
    }
  }
}
