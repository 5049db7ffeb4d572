package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Aggregation;
import io.commonweight.sdk.statement.Charter.Rounds;
import io.commonweight.sdk.statement.Rule;
import picocli.CommandLine.Mixin;

/** What a charter says of how its rounds compute. Most of it has defaults in a first charter. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Rules {
  @Mixin private AggregationOptions aggregation;
  @Mixin private RuleOptions rule;
  @Mixin private RoundOptions rounds;

  /**
   * How updates become an aggregate under a first charter.
   *
   * @throws CommandException if an option is missing, or does not belong to the rule
   */
  Aggregation aggregation() throws CommandException {
    return aggregation.initial(rule.rule(Rule.mean()));
  }

  /**
   * The same under a charter that follows another: what is not given stays.
   *
   * @param specId the specification that is followed from then on
   * @throws CommandException if an option is missing, or does not belong to the rule
   */
  Aggregation aggregation(Aggregation before, Sha256 specId) throws CommandException {
    Aggregation next = aggregation.changed(before, specId, rule.rule(before.rule()));
    boolean isScaled = aggregation.isScaled();
    if (isScaled && !aggregation.isNormBoundGiven()) {
      throw new CommandException("other scales are another unit of norms: give --norm-bound too");
    }
    if (isScaled && next.rule().clipBound().isPresent() && !rule.isClipBoundGiven()) {
      throw new CommandException("other scales are another unit of norms: give --clip-bound too");
    }
    return next;
  }

  /**
   * When rounds close under a first charter.
   *
   * @param quorum how many organizations must agree
   * @param chosen the rule
   */
  Rounds rounds(int quorum, Rule chosen) {
    return rounds.initial(Math.max(quorum, chosen.fewestVoters()));
  }

  /**
   * The same under a charter that follows another: what is not given stays, but another rule gets
   * as many updates as it needs.
   *
   * @param chosen the rule
   */
  Rounds rounds(Charter before, Rule chosen) {
    boolean isSame = chosen.equals(before.aggregation().rule());
    return rounds.changed(before.rounds(), isSame ? 1 : chosen.fewestVoters());
  }
}
