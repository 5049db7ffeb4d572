package io.commonweight.cli.simulate;

import io.commonweight.sdk.statement.Rule;
import java.util.List;

/**
 * All that a simulation follows from.
 *
 * @param rules those that are tried, each from the same beginning
 */
record Plan(
    Chance chance,
    int rounds,
    Cohort cohort,
    Threat threat,
    Participation participation,
    Training training,
    Engine engine,
    List<Rule> rules) {

  /**
   * Who takes part in a round.
   *
   * @param fraction what share of the nodes is invited
   * @param stragglers what share of those is late
   * @param maxStaleness how many rounds late an update may be
   */
  record Participation(double fraction, double stragglers, int maxStaleness) {}

  /** Copies the rules. */
  Plan {
    rules = List.copyOf(rules);
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

  /** The same with rules. */
  Plan with(List<Rule> others) {
    return new Plan(chance, rounds, cohort, threat, participation, training, engine, others);
  }
}
