package io.commonweight.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCardTest {

  @Test
  void aCardIsTheGoldenFileByteForByte() throws IOException {
    assertThat(text(Cards.release(2, "delft", "norm-exceeded"))).isEqualTo(golden("release-2.md"));
  }

  @Test
  void theFirstReleaseHasNeitherRoundsNorEvaluations() throws IOException {
    assertThat(text(Cards.first())).isEqualTo(golden("release-0.md"));
  }

  @Test
  void theLocaleDoesNotMatter() {
    byte[] here = Cards.release(2, "delft", "late").readme();
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(Cards.release(2, "delft", "late").readme()).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "x | y |\n| forged | row |",
        "x\r\n---\nlicense: mit\n---",
        "[click](javascript:alert(1))",
        "![](https://evil.example/pixel.png)",
        "https://evil.example www.evil.example",
        "`` ` `` **bold** _it_ ~~no~~ # h",
        "&lt;b&gt; &#60;",
        "a\u202Eb\u200Bc\u2028d",
        "\\| \\\\| \\"
      })
  void hostileTextStaysTextInItsCell(String hostile) throws CardException {
    ModelCard card = Cards.release(2, hostile, hostile);
    String hostileReadme = text(card);
    String harmless = text(Cards.release(2, "delft", "late"));

    assertThat(hostileReadme.lines().count()).isEqualTo(harmless.lines().count());
    assertThat(hostileReadme)
        .doesNotContain("<")
        .doesNotContain("](")
        .doesNotContain("https:")
        .doesNotContain("www.")
        .doesNotContain("\u202E")
        .doesNotContain("\u2028");
    assertThat(FrontMatter.parse(card.readme()))
        .isEqualTo(FrontMatter.parse(harmless.getBytes(StandardCharsets.UTF_8)));
    assertThat(columns(hostileReadme)).isEqualTo(columns(harmless));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "policy", "a/b/c", "a/../b", "a/b\n", "a/<b>", "-a/b", "a /b"})
  void aRepositoryNameThatIsNoneIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Identity(name, 0, "mit", List.of(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Identity("a/b", 0, "mit", List.of(), List.of(name)));
  }

  @Test
  void tagsAndLicensesAreSingleWords() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Identity("a/b", 0, "mit\nevil: 1", List.of(), List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Identity("a/b", 0, "mit", List.of("two words"), List.of()));
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    String sha256 = "e".repeat(64);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evaluation(1, sha256, "a", "s", "t", 2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evaluation(1, sha256, "a", "s", "t", 0, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evaluation(1, "E".repeat(64), "a", "s", "t", 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WeightsFacts.Tensor("t", "F32", List.of(Long.MAX_VALUE, 2L)));
  }

  @Test
  void wordsThatOldYamlReadersMistakeAreQuoted() throws CardException {
    Identity identity =
        new Identity("a/b", 0, "no", List.of("1:30", "2026-01-01", "on", "1e3"), List.of());
    ModelCard card =
        new ModelCard(
            identity,
            Cards.WEIGHTS,
            Cards.first().lineage(),
            Cards.first().embodiment(),
            List.of());

    assertThat(text(card))
        .contains("license: \"no\"\n", "- \"1:30\"\n", "- \"2026-01-01\"\n", "- \"on\"\n");
    Map<String, Object> fields = FrontMatter.parse(card.readme());
    assertThat(fields).containsEntry("license", "no");
    assertThat(fields)
        .containsEntry(
            "tags",
            List.of(
                "robotics",
                "commonweight",
                "federated-learning",
                "1:30",
                "2026-01-01",
                "on",
                "1e3"));
  }

  /** Unescaped pipes of each line. */
  private static List<Long> columns(String readme) {
    return readme
        .lines()
        .map(line -> line.replaceAll("\\\\.", "").chars().filter(c -> c == '|').count())
        .toList();
  }

  private static String text(ModelCard card) {
    return new String(card.readme(), StandardCharsets.UTF_8);
  }

  private static String golden(String name) throws IOException {
    try (InputStream stream = ModelCardTest.class.getResourceAsStream(name)) {
      assertThat(stream).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
