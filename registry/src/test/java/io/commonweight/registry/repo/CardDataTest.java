package io.commonweight.registry.repo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CardDataTest {
  private static final CardData CARD =
      CardData.parse(
          """
          ---
          license: apache-2.0
          library_name: lerobot
          pipeline_tag: robotics
          tags: [robotics, lerobot, 7]
          base_model: acme/base
          datasets: [acme/a, acme/b]
          ---

          # A card
          """
              .getBytes(UTF_8));

  @Test
  void tagsFollowFromTheFields() {
    assertThat(CARD.tags())
        .containsExactly(
            "robotics",
            "lerobot",
            "license:apache-2.0",
            "base_model:acme/base",
            "dataset:acme/a",
            "dataset:acme/b");
    assertThat(CARD.text("library_name")).contains("lerobot");
    assertThat(CARD.text("tags")).isEmpty();
  }

  @Test
  void fieldsSurviveTheDatabase() {
    assertThat(CardData.fromJson(CARD.toJson()).toJson()).isEqualTo(CARD.toJson());
  }

  @Test
  void cardsThatCannotBeReadAreEmpty() {
    assertThat(CardData.parse("---\nnever closed".getBytes(UTF_8))).isEqualTo(CardData.NONE);
    assertThat(CardData.parse(new byte[0])).isEqualTo(CardData.NONE);
  }
}
