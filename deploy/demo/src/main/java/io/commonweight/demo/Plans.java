package io.commonweight.demo;

/** How much each node trains in a round; measured, see {@code docs/tabletop.md}. */
final class Plans {
  private static final int TABLETOP_STEPS = 150;
  private static final int RECORDED_STEPS = 40;

  private Plans() {}

  /** Optimizer steps of one node in one round. */
  static int stepsPerRound(String suite) {
    return suite.equals("tabletop") ? TABLETOP_STEPS : RECORDED_STEPS;
  }
}
