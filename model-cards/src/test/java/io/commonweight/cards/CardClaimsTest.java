package io.commonweight.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.commonweight.cards.WeightsFacts.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CardClaimsTest {

  private static final ModelCard CARD = Cards.release(2, "delft", "late");

  @Test
  void claimsAreReadBackAsWritten() throws CardException {
    CardClaims claims = CardClaims.read(CARD.readme());

    assertThat(claims).isEqualTo(CardClaims.of(CARD));
    assertThat(claims.parameters()).isEqualTo(64 * 19 + 64 + 1);
    assertThatCode(() -> claims.check("tabletop/policy", 2, Cards.WEIGHTS))
        .doesNotThrowAnyException();
  }

  @Test
  void theOrderOfTensorsDoesNotMatter() {
    List<Tensor> reversed = new ArrayList<>(Cards.WEIGHTS.tensors()).reversed();

    assertThat(new WeightsFacts("a".repeat(64), reversed).tableSha256())
        .isEqualTo(Cards.WEIGHTS.tableSha256());
  }

  static Stream<Arguments> contradictions() {
    List<Tensor> tensors = Cards.WEIGHTS.tensors();
    Tensor weight = tensors.get(0);
    Tensor bias = tensors.get(1);
    Tensor step = tensors.get(2);
    return Stream.of(
        Arguments.of("weights_sha256", new WeightsFacts("f".repeat(64), tensors)),
        Arguments.of("parameters", facts(weight, bias)),
        Arguments.of("tensors", facts(weight, bias, step, new Tensor("none", "F32", List.of(0L)))),
        Arguments.of("tensor_table_sha256", facts(weight, bias, new Tensor("s", "F32", List.of()))),
        Arguments.of(
            "tensor_table_sha256",
            facts(new Tensor("trunk.weight", "F32", List.of(19L, 64L)), bias, step)),
        Arguments.of(
            "tensor_table_sha256", facts(weight, bias, new Tensor("step", "F16", List.of()))));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void aCardThatContradictsTheWeightsIsRefused(String field, WeightsFacts weights) {
    CardClaims claims = CardClaims.of(CARD);

    assertThatExceptionOfType(CardException.class)
        .isThrownBy(() -> claims.check("tabletop/policy", 2, weights))
        .extracting(CardException::field)
        .isEqualTo("commonweight." + field);
  }

  @Test
  void aCardOfAnotherReleaseIsRefused() {
    CardClaims claims = CardClaims.of(CARD);

    assertThatExceptionOfType(CardException.class)
        .isThrownBy(() -> claims.check("tabletop/policy", 3, Cards.WEIGHTS))
        .withMessage("card field commonweight.release: the card says 2, the release has 3");
    assertThatExceptionOfType(CardException.class)
        .isThrownBy(() -> claims.check("other/policy", 2, Cards.WEIGHTS))
        .extracting(CardException::field)
        .isEqualTo("commonweight.repository");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "card: 1 > card: 2 > commonweight.card",
        "card: 1 > card: one > commonweight.card",
        "release: 2 > release: 2.5 > commonweight.release",
        "parameters: 1281 > parameters: 99999999999999999999 > commonweight.parameters",
        "weights_sha256 > weights > commonweight.weights_sha256",
        "commonweight: > other: > commonweight"
      })
  void anIncompleteOrUnknownCardIsRefused(String old, String replacement, String field) {
    String readme =
        new String(CARD.readme(), StandardCharsets.UTF_8).replaceFirst(old, replacement);

    assertThatExceptionOfType(CardException.class)
        .isThrownBy(() -> CardClaims.read(readme.getBytes(StandardCharsets.UTF_8)))
        .extracting(CardException::field)
        .isEqualTo(field);
  }

  private static WeightsFacts facts(Tensor... tensors) {
    return new WeightsFacts(Cards.WEIGHTS.sha256(), List.of(tensors));
  }
}
