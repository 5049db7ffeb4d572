package io.commonweight.sdk.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.verify.Demands.Wanted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that must not pass: one folder for each case, whose {@code case.json} says what is
 * done to a genuine release and which check must then fail with which words.
 */
class NegativeCasesTest {
  private static final Path CASES = Path.of("src/test/resources/negative");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ReleaseFixture FEDERATION = new ReleaseFixture("genuine");

  /** The log that a case has which does not tell another. */
  private static final String GENUINE =
      """
      [{"charter":[1,2,3,4]},
       {"delegate":["aggregator-1","release-1","aggregator-2","release-2","aggregator-3",
                    "release-3","aggregator-4","release-4"]},
       {"aggregate":[1,2,3]},
       {"release":[1,3,4]}]
      """;

  /** What a case does to a genuine release, apart from its log. */
  private static final List<String> FAULTS =
      List.of(
          "edit",
          "text",
          "files",
          "weights",
          "card_of",
          "card_bytes",
          "witnesses",
          "log_key",
          "cosigned_after_hours");

  @TempDir private Path folder;

  static List<String> cases() throws IOException {
    try (var folders = Files.list(CASES)) {
      return folders.map(f -> String.valueOf(f.getFileName())).sorted().toList();
    }
  }

  /** The others change the release of {@link #theReleaseThatTheCasesChangeIsGenuine}. */
  static List<String> casesThatTellALog() throws IOException {
    List<String> telling = new ArrayList<>();
    for (String name : cases()) {
      if (MAPPER.readTree(CASES.resolve(name).resolve("case.json").toFile()).has("log")) {
        telling.add(name);
      }
    }
    return telling;
  }

  @Test
  void thereAreAtLeastSixty() throws IOException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCaseIsRefusedByTheCheckItNames(String name) throws Exception {
    JsonNode told = MAPPER.readTree(CASES.resolve(name).resolve("case.json").toFile());

    Verification verification = run(told);

    Check last = verification.checks().getLast();
    assertThat(verification.passed()).as(told.path("what").asText()).isFalse();
    assertThat(last.step().label()).as(last.detail()).isEqualTo(told.path("check").asText());
    assertThat(last.detail()).contains(told.path("says").asText());
    assertThat(folder.resolve("copy")).as("nothing is left to load").doesNotExist();
  }

  /**
   * A case whose fault is in its log has a {@code cure}: the least that must be otherwise there, by
   * the number of the step; {@code null} leaves it out.
   */
  @ParameterizedTest
  @MethodSource("casesThatTellALog")
  void theCaseWithoutItsFaultIsGenuine(String name) throws Exception {
    ObjectNode told =
        (ObjectNode) MAPPER.readTree(CASES.resolve(name).resolve("case.json").toFile());
    for (String fault : FAULTS) {
      told.remove(fault);
    }
    if (told.path("client").isObject()) {
      ((ObjectNode) told.path("client"))
          .retain("wanted"); // what else it says of the client is the fault
    }
    cure(told);

    assertThat(run(told).failure()).isEmpty();
  }

  private static void cure(ObjectNode told) {
    List<JsonNode> log = new ArrayList<>();
    for (int i = 0; i < told.path("log").size(); i++) {
      JsonNode step = told.path("log").get(i);
      JsonNode cured = told.path("cure").path(String.valueOf(i));
      log.add(cured.isMissingNode() ? step : cured);
    }
    log.removeIf(JsonNode::isNull);
    if (!log.isEmpty()) {
      told.set("log", MAPPER.valueToTree(log));
    }
  }

  @Test
  void theReleaseThatTheCasesChangeIsGenuine() throws Exception {
    Verification verification = run(MAPPER.readTree("{}"));

    assertThat(verification.failure()).isEmpty();
    assertThat(folder.resolve("copy")).isDirectoryContaining("glob:**model.safetensors");
  }

  private Verification run(JsonNode told) throws Exception {
    SortedMap<String, byte[]> files = files(told);
    var scenario = new Scenario(FEDERATION, files, withLog(told));
    byte[] evidence =
        new EvidenceEdit(FEDERATION.logKey()).apply(evidence(scenario.log(), told).encode(), told);
    Path release = Files.createDirectory(folder.resolve("release"));
    ReleaseFixture.write(release, files);
    tamper(release, told.path("files"));
    return verifier(told.path("client"), scenario)
        .verify(evidence, release, folder.resolve("copy"));
  }

  private static Evidence evidence(FixtureLog log, JsonNode told) {
    return told.has("since") ? log.evidenceSince(told.path("since").asInt()) : log.evidence();
  }

  private static JsonNode withLog(JsonNode told) throws IOException {
    var whole = MAPPER.createObjectNode();
    whole.setAll((ObjectNode) told);
    if (!told.has("log")) {
      whole.set("log", MAPPER.readTree(GENUINE));
    }
    return whole;
  }

  private static SortedMap<String, byte[]> files(JsonNode told) {
    if (told.has("weights")) {
      return ReleaseFixture.files(3, WeightsForgery.of(told.path("weights")));
    }
    SortedMap<String, byte[]> files = ReleaseFixture.files(3);
    if (told.has("momentum")) {
      files.put("momentum.safetensors", WeightsForgery.of(told.path("momentum")));
    }
    if (told.has("card_of")) {
      files.put(
          Release.CARD,
          ReleaseFixture.card(3, ReleaseFixture.digest(told.path("card_of").asText())));
    }
    if (told.has("card_bytes")) {
      files.put(Release.CARD, new byte[told.path("card_bytes").asInt()]);
    }
    return files;
  }

  private static void tamper(Path release, JsonNode changes) throws IOException {
    for (JsonNode change : changes) {
      String what = change.fieldNames().next();
      Path file = release.resolve(change.path(what).asText());
      switch (what) {
        case "add" -> Files.writeString(file, "{}");
        case "delete" -> Files.delete(file);
        case "folder" -> {
          Files.deleteIfExists(file);
          Files.createDirectories(file);
        }
        case "link" -> {
          Path elsewhere = release.resolveSibling("elsewhere");
          Files.move(file, elsewhere);
          Files.createSymbolicLink(file, elsewhere);
        }
        case "flip" -> {
          byte[] bytes = Files.readAllBytes(file);
          bytes[bytes.length / 2] ^= 1;
          Files.write(file, bytes);
        }
        case "append" -> {
          byte[] bytes = Files.readAllBytes(file);
          Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        }
        default -> throw new IllegalArgumentException(what);
      }
    }
  }

  private static ReleaseVerifier verifier(JsonNode client, Scenario scenario) {
    Instant now = hours(client.path("clock_hours").asLong(24));
    return new ReleaseVerifier(
        client.has("pinned")
            ? ReleaseFixture.digest(client.path("pinned").asText())
            : FEDERATION.founding().charterDigest(),
        client.path("policy").asText(ReleaseFixture.POLICY),
        new Demands(
            Wanted.valueOf(client.path("wanted").asText("LATEST")),
            Duration.ofHours(client.path("max_age_hours").asLong(30 * 24)),
            client.has("disconnected_until_hours")
                ? Optional.of(hours(client.path("disconnected_until_hours").asLong()))
                : Optional.empty()),
        client.has("floor") ? Optional.of(floor(client.path("floor"), scenario)) : Optional.empty(),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Floor floor(JsonNode told, Scenario scenario) {
    int size = told.path("size").asInt(scenario.log().size());
    Sha256 root =
        told.has("root")
            ? ReleaseFixture.digest(told.path("root").asText())
            : scenario.log().checkpoint(size).root();
    return new Floor(
        told.path("sequence").asInt(3),
        told.has("release")
            ? ReleaseFixture.digest(told.path("release").asText())
            : new Statement(scenario.release()).digest(),
        told.path("charter").asInt(1),
        new Checkpoint(told.path("origin").asText(ReleaseFixture.ORIGIN), size, root),
        hours(told.path("time_hours").asLong(2)).getEpochSecond());
  }

  private static Instant hours(long hours) {
    return FEDERATION.issued().plus(Duration.ofHours(hours));
  }

  /** The text of a case, so that a reader can find it by its words. */
  @ParameterizedTest
  @MethodSource("cases")
  void theCaseSaysWhatItIsAbout(String name) throws IOException {
    String told =
        Files.readString(CASES.resolve(name).resolve("case.json"), StandardCharsets.UTF_8);

    assertThat(MAPPER.readTree(told).path("what").asText()).isNotBlank();
    assertThat(MAPPER.readTree(told).path("says").asText()).isNotBlank();
  }
}
