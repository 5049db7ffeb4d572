package io.commonweight.registry.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.commonweight.cards.CardClaims;
import io.commonweight.cards.CardException;
import io.commonweight.cards.FrontMatter;
import io.commonweight.registry.repo.RepoType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a card.
 *
 * @param errors why it cannot be read
 * @param warnings what its readers will miss
 */
record CardCheck(List<Remark> errors, List<Remark> warnings) {
  private static final String CLAIMS = "commonweight";
  private static final Map<String, String> EXPECTED = new LinkedHashMap<>();

  static {
    EXPECTED.put("license", "nobody knows whether they may use it");
    EXPECTED.put("tags", "searches by tag do not find it");
  }

  private static final Map<String, String> EXPECTED_OF_MODEL = new LinkedHashMap<>(EXPECTED);

  static {
    EXPECTED_OF_MODEL.put("library_name", "nobody knows what loads it");
    EXPECTED_OF_MODEL.put("pipeline_tag", "searches by task do not find it");
    EXPECTED_OF_MODEL.put("datasets", "nobody knows what it was trained on");
  }

  /** What is wrong, in words. */
  record Remark(String message) {}

  /** Checks a README.md. */
  static CardCheck of(String readme, RepoType type) {
    byte[] bytes = readme.getBytes(UTF_8);
    try {
      Map<String, Object> fields = FrontMatter.parse(bytes);
      if (fields.containsKey(CLAIMS)) {
        CardClaims.read(bytes);
      }
      return new CardCheck(List.of(), missing(fields, type));
    } catch (CardException e) {
      return new CardCheck(List.of(new Remark(String.valueOf(e.getMessage()))), List.of());
    }
  }

  private static List<Remark> missing(Map<String, Object> fields, RepoType type) {
    List<Remark> missing = new ArrayList<>();
    Map<String, String> expected =
        switch (type) {
          case MODEL -> EXPECTED_OF_MODEL;
          case DATASET -> EXPECTED;
        };
    expected.forEach(
        (field, consequence) -> {
          if (!fields.containsKey(field)) {
            missing.add(new Remark("the card lacks \"" + field + "\": " + consequence));
          }
        });
    return missing;
  }
}
