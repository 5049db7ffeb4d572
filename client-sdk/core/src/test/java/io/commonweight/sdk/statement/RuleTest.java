package io.commonweight.sdk.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {

  /** As the papers demand: 2f + 1, n ≥ 2f + 3 for Krum, n ≥ 4f + 3 for Bulyan. */
  @ParameterizedTest
  @CsvSource({
    "MEAN, 0, 1",
    "MEDIAN, 0, 1",
    "MEDIAN, 2, 5",
    "TRIMMED_MEAN, 1, 3",
    "CENTRED_CLIPPING, 3, 7",
    "KRUM, 0, 3",
    "KRUM, 1, 5",
    "BULYAN, 1, 7",
    "BULYAN, 127, 511"
  })
  void ruleNeedsAsManyVotersAsItsPaperSays(Kind kind, int faults, int fewest) {
    assertThat(rule(kind, faults).fewestVoters()).isEqualTo(fewest);
  }

  @Test
  void multiKrumNeedsASelectionThatTheHostileCannotFill() {
    assertThat(multiKrum(1, 1).fewestVoters()).isEqualTo(5);
    assertThat(multiKrum(1, 4).fewestVoters()).isEqualTo(7);
    assertThat(multiKrum(127, 256).fewestVoters()).isEqualTo(385);
  }

  @Test
  void moreThan127FaultsAreRefused() {
    assertThatThrownBy(() -> rule(Kind.MEDIAN, 128))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("faults is 128, must be 0 to 127");
  }

  @Test
  void meanOverOrganizationsIsRefused() {
    assertThatThrownBy(
            () ->
                new Rule(
                    Kind.MEAN,
                    Voters.ORGANIZATION,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MEAN weighs nodes");
  }

  @Test
  void parameterOfAnotherRuleIsRefused() {
    assertThatThrownBy(
            () ->
                new Rule(
                    Kind.KRUM, Voters.NODE, 1, Optional.of(3), Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("selected must not be given");
  }

  private static Rule multiKrum(int faults, int selected) {
    return new Rule(
        Kind.MULTI_KRUM,
        Voters.NODE,
        faults,
        Optional.of(selected),
        Optional.empty(),
        Optional.empty());
  }

  private static Rule rule(Kind kind, int faults) {
    boolean clips = kind == Kind.CENTRED_CLIPPING;
    return new Rule(
        kind,
        Voters.NODE,
        faults,
        Optional.empty(),
        clips ? Optional.of("1") : Optional.empty(),
        clips ? Optional.of(1) : Optional.empty());
  }
}
