package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lets the second implementation, docs/protocol/dagg.py, judge the first. Needs {@code python3}
 * with NumPy; skipped without, unless COMMONWEIGHT_FOREIGN is {@code required}.
 */
class PythonReferenceTest {
  private static final Path PROTOCOL =
      Path.of(System.getProperty("commonweight.home", "../.."), "docs/protocol").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @BeforeAll
  static void findNumPy() throws IOException, InterruptedException {
    boolean found = run(List.of("-c", "import numpy")).exitCode() == 0;
    if (!"required".equals(System.getenv("COMMONWEIGHT_FOREIGN"))) {
      assumeThat(found).as("python3 with NumPy is on the PATH").isTrue();
    }
    assertThat(found).as("python3 with NumPy is on the PATH").isTrue();
  }

  @Test
  void theReferenceMeetsTheVectors() throws IOException, InterruptedException {
    Run run = run(List.of("dagg.py", "--check", "vectors/dagg-1.json"));

    assertThat(run.output()).startsWith("ok: ").endsWith(" vectors\n");
  }

  /** Every rule, by nodes and by organizations, in every encoding, with every optimizer. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void bothImplementationsWriteTheSameBytes(long seed) throws Exception {
    List<ReferenceRound> rounds = ReferenceRound.all(seed, folder);
    List<String> arguments = new ArrayList<>(List.of("dagg.py"));
    for (ReferenceRound round : rounds) {
      arguments.add(round.write().toString());
    }

    Run run = run(arguments);

    assertThat(run.exitCode()).as(run.output()).isZero();
    List<String> reports = run.output().lines().toList();
    assertThat(reports).hasSameSizeAs(rounds);
    for (int i = 0; i < rounds.size(); i++) {
      ReferenceRound round = rounds.get(i);
      JsonNode report = JSON.readTree(reports.get(i));
      assertThat(report.get("weights"))
          .as("%s", round)
          .isEqualTo(JSON.valueToTree(round.weights()));
      assertThat(report.get("rejected")).hasToString(ReferenceRound.REJECTED);
      requireEqual(round, report.get("sha256"));
    }
  }

  private static void requireEqual(ReferenceRound round, JsonNode digests) throws IOException {
    Map<Part, byte[]> expected = round.expected();
    assertThat(digests.size()).isEqualTo(expected.size());
    for (Map.Entry<Part, byte[]> file : expected.entrySet()) {
      Part part = file.getKey();
      assertThat(Arrays.equals(Files.readAllBytes(round.output(part)), file.getValue()))
          .as("the same %s of %s", part, round)
          .isTrue();
      assertThat(digests.get(ReferenceRound.member(part)).textValue())
          .isEqualTo(Sha256.of(file.getValue()).toString());
    }
  }

  private static Run run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(arguments);
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(PROTOCOL.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      return new Run(127, "python3 did not start: " + e.getMessage());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private record Run(int exitCode, String output) {}
}
