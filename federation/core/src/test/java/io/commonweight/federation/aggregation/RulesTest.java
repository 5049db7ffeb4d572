package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule, under every encoding and kind of voter, against plain arithmetic. */
class RulesTest {

  static Stream<Arguments> rounds() {
    return LongStream.range(0, 4)
        .boxed()
        .flatMap(
            seed ->
                Arrays.stream(Kind.values())
                    .flatMap(
                        kind ->
                            Arrays.stream(Encoding.values())
                                .map(
                                    encoding ->
                                        Arguments.of(
                                            seed,
                                            kind,
                                            seed % 2 == 0 ? Voters.NODE : who(kind),
                                            encoding))));
  }

  /** Bulyan ends with two voters whose scores are equal, and takes the first. */
  static Stream<Arguments> roundsWithoutTies() {
    return rounds().filter(round -> round.get()[1] != Kind.BULYAN);
  }

  private static Voters who(Kind kind) {
    return kind == Kind.MEAN || kind == Kind.CLIPPED_MEAN ? Voters.NODE : Voters.ORGANIZATION;
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void theResultIsThatOfPlainArithmetic(long seed, Kind kind, Voters who, Encoding encoding) {
    RandomRound round = RandomRound.of(seed, kind, who, encoding);

    assertThat(round.run(RandomRound.LENGTH)).containsExactly(new BruteForce(round).weights());
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void whereShardsAreCutDoesNotMatter(long seed, Kind kind, Voters who, Encoding encoding) {
    RandomRound round = RandomRound.of(seed, kind, who, encoding);
    float[] whole = round.run(RandomRound.LENGTH);

    assertThat(round.run(1 + new Random(seed).nextInt(RandomRound.LENGTH))).containsExactly(whole);
    assertThat(round.run(119)).containsExactly(whole);
  }

  @ParameterizedTest
  @MethodSource("roundsWithoutTies")
  void theOrderOfVotersDoesNotMatter(long seed, Kind kind, Voters who, Encoding encoding) {
    RandomRound round = RandomRound.of(seed, kind, who, encoding);
    List<Voter> shuffled = new ArrayList<>(round.voters());
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(round.withVoters(shuffled).run(77)).containsExactly(round.run(77));
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void nothingLiesBeyondTheVotes(long seed, Kind kind, Voters who, Encoding encoding) {
    RandomRound round = RandomRound.of(seed, kind, who, encoding);
    float[] result = round.run(RandomRound.LENGTH);

    for (int i = 0; i < result.length; i++) {
      int element = i;
      float quantum = Math.scalb(1f, -round.scale(i));
      var range =
          round.updates().stream().mapToInt(update -> update.get(element)).summaryStatistics();
      // A vector that is clipped moves towards 0.
      assertThat(result[i])
          .isBetween(Math.min(0, range.getMin()) * quantum, Math.max(0, range.getMax()) * quantum);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void equalVotesAreTheResult(Kind kind) {
    RandomRound round = RandomRound.of(3, kind, Voters.NODE, Encoding.I16);
    List<List<Integer>> equal =
        Collections.nCopies(round.updates().size(), Collections.nCopies(RandomRound.LENGTH, 5));
    var agreed =
        new RandomRound(
            round.rule(), Encoding.I16, round.tensors(), equal, round.voters(), round.weights());

    float[] expected = new float[RandomRound.LENGTH];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Math.scalb(5f, -round.scale(i));
    }
    assertThat(agreed.run(100)).containsExactly(expected);
  }

  @Test
  void fewerVotersThanTheRuleNeedsLeaveEverythingAsItIs() {
    var krum =
        new Rule(Kind.KRUM, Voters.NODE, 1, Optional.empty(), Optional.empty(), Optional.empty());

    assertThat(new Procedure(krum, List.of(1, 1, 1, 1)).next(List.of()))
        .isEqualTo(new Procedure.Step.Keep());
    assertThat(new Procedure(krum, List.of(1, 1, 1, 1, 1)).next(List.of()))
        .isEqualTo(new Procedure.Step.Ask(new Question.Products()));
  }

  /** One organization with 40 nodes that lie outvotes nobody, if organizations vote. */
  @Test
  void anOrganizationWithManyNodesHasOneVoice() {
    List<Contribution> contributions = new ArrayList<>();
    List<List<Integer>> updates = new ArrayList<>();
    for (int node = 0; node < 46; node++) {
      boolean isHonest = node < 6;
      String organization = isHonest ? "honest" + node : "sybil";
      contributions.add(new Contribution("n" + node, organization, 10, 0));
      updates.add(Collections.nCopies(RandomRound.LENGTH, isHonest ? 10 + node : -9000));
    }
    List<Integer> weights = Weights.of(contributions, 100, 1000);
    var median =
        new Rule(
            Kind.MEDIAN,
            Voters.ORGANIZATION,
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var round =
        new RandomRound(
            median,
            Encoding.I16,
            List.of(new TensorRange(RandomRound.LENGTH, 0)),
            updates,
            Voter.ofOrganizations(contributions, weights),
            weights);

    assertThat(round.voters()).hasSize(7);
    assertThat(round.run(64)[0]).isEqualTo(12);
    assertThat(round.withVoters(Voter.ofEach(46)).run(64)[0]).isEqualTo(-9000);
  }

  @Test
  void aQuarterOfLiarsMovesTheMeanFarAndRobustRulesLittle() {
    var random = new Random(7);
    List<List<Integer>> honest =
        IntStream.range(0, 12)
            .mapToObj(
                _ ->
                    IntStream.range(0, RandomRound.LENGTH)
                        .map(_ -> 100 + (int) Math.rint(10 * random.nextGaussian()))
                        .boxed()
                        .toList())
            .toList();
    List<List<Integer>> poisoned = new ArrayList<>(honest);
    for (int liar = 0; liar < 3; liar++) {
      poisoned.set(liar, Collections.nCopies(RandomRound.LENGTH, -30_000));
    }
    float clean = mean(run(Kind.MEAN, honest));

    assertThat(Math.abs(mean(run(Kind.MEAN, poisoned)) - clean)).isGreaterThan(7000);
    for (Kind kind : List.of(Kind.MEDIAN, Kind.TRIMMED_MEAN, Kind.KRUM, Kind.MULTI_KRUM)) {
      assertThat(Math.abs(mean(run(kind, poisoned)) - clean)).as("%s", kind).isLessThan(5);
    }
  }

  private static float[] run(Kind kind, List<List<Integer>> updates) {
    int faults = kind == Kind.MEAN ? 0 : 3;
    var rule =
        new Rule(
            kind,
            Voters.NODE,
            faults,
            kind == Kind.MULTI_KRUM ? Optional.of(6) : Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new RandomRound(
            rule,
            Encoding.I16,
            List.of(new TensorRange(RandomRound.LENGTH, 0)),
            updates,
            Voter.ofEach(updates.size()),
            Collections.nCopies(updates.size(), 1))
        .run(100);
  }

  private static float mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return (float) (sum / values.length);
  }
}
