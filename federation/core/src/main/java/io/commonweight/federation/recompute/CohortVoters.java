package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.aggregation.Voter;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who votes in a secure round, whose inputs are the sums of cohorts. */
public final class CohortVoters {
  private CohortVoters() {}

  /** How the inputs of a round are encoded: sums of updates need more bits than they have. */
  public static Encoding values(Charter.Privacy privacy, Encoding encoding) {
    return privacy.isSecure() ? Encoding.I32 : encoding;
  }

  /**
   * Under a mean all sums are one voter, so that every update in them counts alike; under any other
   * rule each is one.
   *
   * @param updates of how many updates each input is the sum
   */
  public static Electorate of(Rule rule, List<Integer> updates) {
    List<Voter.Share> shares = new ArrayList<>();
    for (int count : updates) {
      shares.add(new Voter.Share(shares.size(), 1, count));
    }
    List<Voter> voters =
        rule.kind() == Rule.Kind.MEAN && !shares.isEmpty()
            ? List.of(new Voter(shares))
            : shares.stream().map(share -> new Voter(List.of(share))).toList();
    return new Electorate(voters, Collections.nCopies(voters.size(), 1));
  }
}
