package io.commonweight.trainer.evaluate;

/**
 * How often episodes succeeded.
 *
 * @param rate successes divided by n, or 0 if n is 0
 * @param successes number of successful episodes
 * @param n number of episodes
 */
public record Rate(double rate, int successes, int n) {
  public Rate {
    if (successes < 0 || successes > n) {
      throw new IllegalArgumentException(successes + " successes of " + n);
    }
  }

  /** No episodes yet. */
  public static final Rate NONE = of(0, 0);

  /** A rate from its counts. */
  public static Rate of(int successes, int n) {
    return new Rate(n == 0 ? 0 : (double) successes / n, successes, n);
  }

  /** Both sets of episodes together. */
  public Rate plus(Rate other) {
    return of(successes + other.successes, n + other.n);
  }
}
