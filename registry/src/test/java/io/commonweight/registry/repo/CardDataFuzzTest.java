package io.commonweight.registry.repo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any README can be listed, and its card survives the database. */
class CardDataFuzzTest {
  @FuzzTest
  void anyReadmeIsListed(byte[] readme) {
    CardData card = CardData.parse(readme);

    assertThat(card.tags()).doesNotHaveDuplicates().allMatch(tag -> tag.length() <= 256);
    assertThat(CardData.fromJson(card.toJson()).toJson()).isEqualTo(card.toJson());
  }
}
