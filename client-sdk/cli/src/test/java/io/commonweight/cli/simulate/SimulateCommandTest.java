package io.commonweight.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  @TempDir private Path folder;

  /** Runs a small simulation with these options and values. */
  private Invocation simulate(String name, String... more) {
    var options = new LinkedHashMap<String, String>();
    options.put("--out", folder.resolve(name).toString());
    options.put("--nodes", "80");
    options.put("--organizations", "10");
    options.put("--rounds", "2");
    options.put("--fraction", "0.25");
    options.put("--samples", "20");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    List<Object> words = new ArrayList<>(List.of("simulate"));
    options.forEach(
        (option, value) -> {
          words.add(option);
          if (!value.isEmpty()) {
            words.add(value);
          }
        });
    return Invocation.run(words.toArray());
  }

  private List<String> rounds(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name).resolve("rounds.csv"));
  }

  private JsonNode summary(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name).resolve("summary.json").toFile());
  }

  @Test
  void theSameSeedGivesTheSameFilesWithAnyNumberOfThreads() throws IOException {
    String[] options = {
      "--attack",
      "backdoor",
      "--compare",
      "mean,median,krum",
      "--stragglers",
      "0.3",
      "--max-staleness",
      "2",
      "--encoding",
      "i8",
      "--optimizer",
      "adam",
      "--learning-rate",
      "0.05"
    };
    String[] threads = Arrays.copyOf(options, options.length + 2);
    threads[options.length] = "--threads";
    threads[options.length + 1] = "3";

    assertThat(simulate("one", options).exitCode()).isZero();
    assertThat(simulate("other", threads).exitCode()).isZero();

    for (String file : List.of("rounds.csv", "summary.json", "report.html")) {
      assertThat(folder.resolve("one").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("other").resolve(file));
    }
  }

  @Test
  void anotherSeedGivesOtherNumbers() throws IOException {
    simulate("one", "--seed", "1");
    simulate("other", "--seed", "2");

    assertThat(rounds("one")).isNotEqualTo(rounds("other"));
  }

  @Test
  void theCsvHasALineForEachRuleAndRound() throws IOException {
    simulate("csv", "--attack", "sign-flip", "--attackers", "0.2", "--compare", "mean,median");

    List<String> lines = rounds("csv");
    assertThat(lines).hasSize(1 + 2 * 2);
    assertThat(lines.getFirst())
        .isEqualTo(
            "rule,round,updates,stale,hostile,lost,refused,rejected,voters,changed,accuracy,loss,"
                + "backdoor,clean_norm,clean_distance,entries");
    assertThat(lines.get(1)).matches("mean,1,20,0,[0-9]+,0,,,20,true,.*");
    assertThat(lines.get(4)).matches("median,2,20,0,[0-9]+,0,,,20,true,.*");
  }

  @Test
  void theMedianLearnsWhereTheMeanDoesNot() throws IOException {
    assertThat(
            simulate(
                    "flip",
                    "--attack",
                    "sign-flip",
                    "--attackers",
                    "0.3",
                    "--rounds",
                    "15",
                    "--fraction",
                    "0.5",
                    "--samples",
                    "60",
                    "--voters",
                    "organization",
                    "--compare",
                    "mean,median")
                .exitCode())
        .isZero();

    JsonNode summary = summary("flip");
    assertThat(summary.at("/outcomes/0/accuracy").asDouble()).isLessThan(0.25);
    assertThat(summary.at("/outcomes/1/accuracy").asDouble()).isGreaterThan(0.5);
    assertThat(summary.at("/outcomes/1/faults").asInt()).isEqualTo(3);
    assertThat(summary.at("/parameters/attack").asText()).isEqualTo("sign-flip");
  }

  @Test
  void aRoundWithFewerVotersThanTheRuleNeedsChangesNothing() throws IOException {
    simulate("few", "--rule", "median", "--rule-faults", "25");

    assertThat(rounds("few").get(1)).contains(",20,false,").contains(",1.000000,");
  }

  @Test
  void aRuleForMoreVotersThanThereCanBeIsRefusedByTheCharter() {
    assertThat(
            simulate("bad", "--rule", "median", "--rule-faults", "5", "--voters", "organization")
                .err())
        .contains("MEDIAN with 5 faults needs 11 voters, but the charter allows 10");
  }

  @Test
  void theSummarySaysWhatTheEngineDidNotLetCount() throws IOException {
    simulate(
        "bound",
        "--attack",
        "scaling",
        "--strength",
        "100000",
        "--norm-bound",
        "100000000000000",
        "--ignore-bound",
        "");

    assertThat(summary("bound").at("/outcomes/0/rejected/NORM").asInt()).isPositive();
    assertThat(summary("bound").at("/outcomes/0/refused").isEmpty()).isTrue();
    assertThat(summary("bound").at("/outcomes/0/logRoot").asText()).hasSize(64);
    assertThat(rounds("bound").get(1)).contains(" NORM,");
  }

  @Test
  void thePageHasItsPicturesInside() throws IOException {
    assertThat(simulate("page").out().lines().toList().getLast()).contains("report.html");

    assertThat(folder.resolve("page").resolve("report.html"))
        .content()
        .containsOnlyOnce("Accuracy on held-out points\" src=\"data:image/png;base64,iVBOR")
        .doesNotContain("http://", "https://");
    assertThat(summary("page").at("/outcomes/0/rule").asText()).isEqualTo("mean");
  }

  @Test
  void theSummaryIsPrintedAsJsonOnDemand() throws IOException {
    Invocation done =
        Invocation.run(
            "simulate", "--out", folder, "--nodes", 20, "--rounds", 1, "--fraction", 1, "--json");

    assertThat(done.exitCode()).isZero();
    assertThat(done.out().lines()).hasSize(1);
    assertThat(done.json())
        .isEqualTo(new ObjectMapper().readTree(folder.resolve("summary.json").toFile()));
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThat(simulate("bad", "--nodes", "0").err())
        .isEqualTo("commonweight: --nodes is from 1 to 100000\n");
    assertThat(simulate("bad", "--attack", "scaling", "--attackers", "1.5").err())
        .isEqualTo("commonweight: --attackers is from 0.0 to 1.0\n");
    assertThat(simulate("bad", "--attack", "bribery").exitCode()).isEqualTo(2);
    assertThat(simulate("bad", "--nodes", "1000").err())
        .contains("250 nodes in a round", "128 enrolled at a time: lower --fraction");
    assertThat(folder.resolve("bad")).doesNotExist();
  }
}
