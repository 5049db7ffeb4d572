package io.commonweight.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.cli.Invocation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchAggregateTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"mean,int16", "median,int8", "trimmed,int32", "krum,int16"})
  void aRuleIsMeasuredAgainstTheMemoryAndTheBaselineOfTheRun(String rule, String dtype)
      throws Exception {
    Invocation bench =
        Invocation.run(
            "bench",
            "aggregate",
            "--clients",
            "7",
            "--params",
            "20K",
            "--dtype",
            dtype,
            "--rule",
            rule,
            "--repeat",
            "2",
            "--dir",
            folder,
            "--json");

    assertThat(bench.err()).isEmpty();
    assertThat(bench.exitCode()).isZero();
    JsonNode document = bench.json();
    double seconds = document.path("seconds").asDouble();
    assertThat(document.path("elementsPerSecond").asDouble()).isEqualTo(7 * 20_000 / seconds);
    assertThat(document.path("shareOfReadBandwidth").asDouble()).isPositive();
    assertThat(document.path("peakRssBytes").asLong()).isPositive();
    if (document.has("ratioToBaseline")) {
      assertThat(document.path("ratioToBaseline").asDouble())
          .isEqualTo(
              document.path("elementsPerSecond").asDouble()
                  / document.path("baselineElementsPerSecond").asDouble());
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void withoutPythonThereIsNoBaseline() {
    Invocation bench =
        Invocation.run(
            "bench",
            "aggregate",
            "--clients",
            "3",
            "--params",
            "1000",
            "--dir",
            folder,
            "--python",
            folder.resolve("none"));

    assertThat(bench.exitCode()).isZero();
    assertThat(bench.out()).contains("no baseline: ");
  }

  @Test
  void krumOfTwoIsRefused() {
    Invocation bench =
        Invocation.run("bench", "aggregate", "--clients", "2", "--rule", "krum", "--dir", folder);

    assertThat(bench.err()).isEqualTo("commonweight: krum needs more than 2 clients\n");
  }
}
