package io.commonweight.cli.simulate;

import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Rule;
import java.util.List;

/**
 * All that a simulation follows from.
 *
 * @param aggregations what a charter says of aggregation, by a rule each: all are tried from the
 *     same beginning
 */
record Plan(
    Chance chance,
    int rounds,
    Cohort cohort,
    Threat threat,
    Participation participation,
    Training training,
    List<Charter.Aggregation> aggregations) {

  /**
   * Who takes part in a round.
   *
   * @param fraction what share of the nodes is invited
   * @param stragglers what share of those is late
   * @param maxStaleness how many rounds late an update may be
   */
  record Participation(double fraction, double stragglers, int maxStaleness) {}

  /** Copies the list. */
  Plan {
    aggregations = List.copyOf(aggregations);
  }

  /** How many nodes are invited into a round. */
  int invited() {
    long share = Math.round(participation.fraction() * cohort.nodes());
    return Math.clamp(share, 1, cohort.nodes());
  }

  /** How many updates a round should have at least, where stragglers are missing. */
  int expected() {
    return (int) Math.max(1, Math.floor(invited() * (1 - participation.stragglers())));
  }

  /** The rules that are tried. */
  List<Rule> rules() {
    return aggregations.stream().map(Charter.Aggregation::rule).toList();
  }

  /** The same with other aggregations. */
  Plan with(List<Charter.Aggregation> others) {
    return new Plan(chance, rounds, cohort, threat, participation, training, others);
  }
}
