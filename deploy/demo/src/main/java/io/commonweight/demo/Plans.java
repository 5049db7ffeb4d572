package io.commonweight.demo;

import io.commonweight.demo.federation.FederationProcesses.NodePlan;

/** How much each node trains and tries in a round; measured, see {@code docs/tabletop.md}. */
final class Plans {
  private static final int TABLETOP_STEPS = 150;
  private static final int TABLETOP_TRIALS = 20;
  private static final int TABLETOP_ROUNDS = 17;
  private static final int RECORDED_STEPS = 40;
  private static final int RECORDED_ROUNDS = 57;

  private Plans() {}

  /** How many rounds run undisturbed: few demonstrations need short rounds, and so many. */
  static int undisturbedRounds(String suite) {
    return suite.equals("tabletop") ? TABLETOP_ROUNDS : RECORDED_ROUNDS;
  }

  /** The plan of a suite for so many rounds. Recordings cannot be tried in closed loop by nodes. */
  static NodePlan of(String suite, int rounds) {
    return suite.equals("tabletop")
        ? new NodePlan(rounds, TABLETOP_STEPS, TABLETOP_TRIALS, suite)
        : new NodePlan(rounds, RECORDED_STEPS, 0, suite);
  }
}
