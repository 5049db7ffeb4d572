package io.commonweight.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontMatterTest {

  @Test
  void fieldsOfAnotherProjectsCardAreRead() throws CardException {
    String readme =
        """
        ---
        license: mit
        language: [en, no]
        tags:
        - robotics
        - lerobot
        co2_eq_emissions:
          emissions: 0.5
        inference: false
        downloads: 12
        thumbnail:
        score: .nan
        ---
        # Text
        ---
        """;

    assertThat(parse(readme))
        .containsExactly(
            Map.entry("license", "mit"),
            Map.entry("language", List.of("en", "no")),
            Map.entry("tags", List.of("robotics", "lerobot")),
            Map.entry("co2_eq_emissions", Map.of("emissions", 0.5)),
            Map.entry("inference", false),
            Map.entry("downloads", 12L),
            Map.entry("score", "NaN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# Title", "----\na: 1\n----\n", "\n---\na: 1\n---\n"})
  void aFileWithoutFrontMatterHasNoFields(String readme) throws CardException {
    assertThat(parse(readme)).isEmpty();
  }

  @Test
  void linesMayEndAsWindowsEndsThemAndTheLastNotAtAll() throws CardException {
    assertThat(parse("---\r\na: b\r\n---")).containsExactly(Map.entry("a", "b"));
  }

  @Test
  void anEmptyBlockHasNoFields() throws CardException {
    assertThat(parse("---\n---\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- a",
        "text",
        "a: [1",
        "a: 1\na: 2",
        "a: &x [1]\nb: *x",
        "a: &a [*a]",
        "a: !!java.net.URL [x]",
        "a: !custom b",
        "a: !!binary AAAA",
        "%YAML 9.9",
        "a: \u0000"
      })
  void yamlThatWeDoNotTakeIsRefused(String yaml) {
    refused("---\n" + yaml + "\n---\n");
  }

  @Test
  void aBlockThatIsNotClosedIsRefused() {
    refused("---\na: 1\n");
    refused("---\n");
    refused("---");
  }

  @Test
  void deepNestingIsRefusedBeforeItExhaustsTheStack() {
    refused("---\na: " + "[".repeat(30_000) + "]".repeat(30_000) + "\n---\n");
    refused("---\na: " + "[".repeat(17) + "]".repeat(17) + "\n---\n");
  }

  @Test
  void aBlockLargerThanTheLimitIsRefused() {
    refused("---\na: " + "x".repeat(FrontMatter.MAX_BYTES) + "\n---\n");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] readme = "---\na: \u00ff\n---\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(CardException.class)
        .isThrownBy(() -> FrontMatter.parse(readme))
        .withMessage("card field front matter: not UTF-8");
  }

  private static Map<String, Object> parse(String readme) throws CardException {
    return FrontMatter.parse(readme.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String readme) {
    assertThatExceptionOfType(CardException.class)
        .isThrownBy(() -> parse(readme))
        .extracting(CardException::field)
        .isEqualTo("front matter");
  }
}
