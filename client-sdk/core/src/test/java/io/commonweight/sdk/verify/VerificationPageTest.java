package io.commonweight.sdk.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.sdk.verify.Check.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The specification lists the steps in the order of the code, and every negative case. */
class VerificationPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("commonweight.home", "../.."), "docs/protocol/verification.md");

  private static final Path CASES = Path.of("src/test/resources/negative");
  private static final Pattern STEP = Pattern.compile("\\| (\\d+) \\| `([a-z]+)` \\|.*");
  private static final Pattern REFUSALS =
      Pattern.compile("\\| `([a-z]+)` \\| (`[a-z0-9-]+`(?:, `[a-z0-9-]+`)*) \\|");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9-]+)`");

  @Test
  void theStepsStandInTheirOrder() throws IOException {
    List<String> steps = new ArrayList<>();
    for (MatchResult row : rows(STEP)) {
      steps.add(row.group(2));
      assertThat(Integer.parseInt(row.group(1))).isEqualTo(steps.size());
    }

    assertThat(steps).isEqualTo(Arrays.stream(Step.values()).map(Step::label).toList());
  }

  @Test
  void everyNegativeCaseStandsAtTheStepThatRefusesIt() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    for (MatchResult row : rows(REFUSALS)) {
      NAME.matcher(row.group(2)).results().forEach(name -> listed.put(name.group(1), row.group(1)));
    }

    assertThat(listed).containsExactlyInAnyOrderEntriesOf(cases());
  }

  private static Map<String, String> cases() throws IOException {
    Map<String, String> cases = new TreeMap<>();
    try (var folders = Files.list(CASES)) {
      for (Path folder : folders.toList()) {
        cases.put(
            String.valueOf(folder.getFileName()),
            new ObjectMapper()
                .readTree(folder.resolve("case.json").toFile())
                .path("check")
                .asText());
      }
    }
    return cases;
  }

  private static List<MatchResult> rows(Pattern form) throws IOException {
    List<MatchResult> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      var matcher = form.matcher(line);
      if (matcher.matches()) {
        rows.add(matcher.toMatchResult());
      }
    }
    return rows;
  }
}
