package io.commonweight.cards;

/**
 * How an earlier release did in somebody's trials.
 *
 * @param release its sequence number
 * @param policySha256 digest of the weights that were tried
 * @param evaluator the organization that says so
 * @param suite what it was tried on
 * @param split which part of it
 * @param successes from 0 to {@code trials}
 * @param trials at least 1
 */
public record Evaluation(
    long release,
    String policySha256,
    String evaluator,
    String suite,
    String split,
    long successes,
    long trials) {

  /** Checks digest and numbers. */
  public Evaluation {
    Checks.atLeast("release", 0, release);
    Checks.sha256("policy", policySha256);
    Checks.atLeast("trials", 1, trials);
    Checks.atLeast("successes", 0, successes);
    if (successes > trials) {
      throw new IllegalArgumentException(successes + " successes in " + trials + " trials");
    }
  }
}
