package io.commonweight.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The distances that docs/simulation.md states. */
class PoisonedRoundTest {
  private static final List<Attack> BLATANT =
      List.of(Attack.SIGN_FLIP, Attack.SCALING, Attack.SYBIL);

  @TempDir private Path folder;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  /** Each robust rule, how far from the clean aggregate it may be, and how many are hostile. */
  static Stream<Arguments> robustRules() {
    return Stream.of(
        Arguments.of(Kind.MEDIAN, 6, 0.25),
        Arguments.of(Kind.TRIMMED_MEAN, 6, 0.30),
        Arguments.of(Kind.KRUM, 6, 0.50),
        Arguments.of(Kind.MULTI_KRUM, 6, 0.15),
        Arguments.of(Kind.BULYAN, 5, 0.20), // 4f + 3 of 24 voters: a quarter is one too many
        Arguments.of(Kind.CENTRED_CLIPPING, 6, 0.40));
  }

  @ParameterizedTest
  @MethodSource("robustRules")
  void aRobustRuleStaysNearTheCleanAggregateWhereTheMeanDoesNot(
      Kind kind, int hostile, double bound) throws IOException {
    Rule rule = Plans.rule(kind, hostile);
    for (Attack attack : BLATANT) {
      for (long seed : seeds().toArray()) {
        PoisonedRound round = PoisonedRound.of(attack, hostile, seed, folder);

        assertThat(round.distance(rule)).as("%s, seed %d", attack, seed).isLessThan(bound);
        assertThat(round.distance(Rule.mean())).isGreaterThan(1.2);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aLittleIsEnoughMovesTheMedianMoreThanTheMean(long seed) throws IOException {
    PoisonedRound round = PoisonedRound.of(Attack.LITTLE_IS_ENOUGH, 6, seed, folder);

    assertThat(round.distance(Rule.mean())).isBetween(0.17, 0.19);
    assertThat(round.distance(Plans.rule(Kind.MEDIAN, 6))).isBetween(0.21, 0.25);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void twoThirdsOfTheNodesAreOneVoiceAmongOrganizations(long seed) throws IOException {
    PoisonedRound round = PoisonedRound.ofSybils(15, seed, folder);

    assertThat(round.distance(median(Voters.NODE, 9))).isGreaterThan(5);
    assertThat(round.distance(median(Voters.ORGANIZATION, 1))).isLessThan(0.35);
  }

  private static Rule median(Voters voters, int faults) {
    return new Rule(
        Kind.MEDIAN, voters, faults, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
