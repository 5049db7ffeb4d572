package io.commonweight.federation.aggregation;

import io.commonweight.sdk.statement.Rule;
import java.util.List;

/**
 * Who votes in a round, and with what weight in a mean.
 *
 * @param voters the voters
 * @param weights one for each voter
 */
public record Electorate(List<Voter> voters, List<Integer> weights) {

  /** Copies the lists. */
  public Electorate {
    voters = List.copyOf(voters);
    weights = List.copyOf(weights);
  }

  /**
   * The voters of a round's updates.
   *
   * @param who whether nodes vote, or organizations
   * @param contributions whose the updates are
   * @param weights the weight of each
   */
  public static Electorate of(
      Rule.Voters who, List<Contribution> contributions, List<Integer> weights) {
    return switch (who) {
      case NODE -> new Electorate(Voter.ofEach(weights.size()), weights);
      case ORGANIZATION -> {
        List<Voter> voters = Voter.ofOrganizations(contributions, weights);
        yield new Electorate(
            voters, voters.stream().map(voter -> Math.toIntExact(voter.divisor())).toList());
      }
    };
  }
}
