package io.commonweight.federation.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.aggregation.Voter;
import io.commonweight.federation.aggregation.Voter.Share;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CohortVotersTest {
  private static final Rule MEDIAN =
      new Rule(
          Kind.MEDIAN,
          Voters.ORGANIZATION,
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Test
  void underTheMeanAllCohortsAreOneVoterOfAllTheirUpdates() {
    assertThat(CohortVoters.of(Rule.mean(), List.of(3, 4)))
        .isEqualTo(
            new Electorate(
                List.of(new Voter(List.of(new Share(0, 1, 3), new Share(1, 1, 4)))), List.of(1)));
  }

  @Test
  void underOtherRulesEveryCohortHasOneVoice() {
    assertThat(CohortVoters.of(MEDIAN, List.of(3, 4)))
        .isEqualTo(
            new Electorate(
                List.of(
                    new Voter(List.of(new Share(0, 1, 3))), new Voter(List.of(new Share(1, 1, 4)))),
                List.of(1, 1)));
  }

  @Test
  void withoutCohortsNobodyVotes() {
    assertThat(CohortVoters.of(Rule.mean(), List.of()))
        .isEqualTo(new Electorate(List.of(), List.of()));
  }
}
