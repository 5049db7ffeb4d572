package io.commonweight.sdk.statement;

import java.util.Optional;

/**
 * How the updates of a round become one. A robust rule bounds what a declared number of hostile
 * voters can do; which voter is hostile nobody needs to know.
 *
 * @param kind the rule
 * @param voters whose updates it weighs against each other
 * @param faults f: how many voters may be hostile, 0 to 127; 0 for rules that survive none
 * @param selected how many voters {@code MULTI_KRUM} averages, 1 to 256; absent for others
 * @param clipBound the squared norm to which a vote is clipped, decimal, in units of 4^−s for the
 *     largest scale s, below 2^128; of {@code CLIPPED_MEAN} and {@code CENTRED_CLIPPING} only
 * @param iterations how often {@code CENTRED_CLIPPING} centres, 1 to 8; absent for others
 */
public record Rule(
    Kind kind,
    Voters voters,
    int faults,
    Optional<Integer> selected,
    Optional<String> clipBound,
    Optional<Integer> iterations) {
  private static final int MAX_FAULTS = 127;
  private static final int MAX_SELECTED = 256;
  private static final int MAX_ITERATIONS = 8;

  /** The rules there are. */
  public enum Kind {
    /** The mean by weight (McMahan et al., AISTATS 2017). */
    MEAN,
    /** The mean of votes that were clipped to a norm. */
    CLIPPED_MEAN,
    /** The median of each coordinate (Yin et al., ICML 2018). */
    MEDIAN,
    /** The mean of each coordinate without the f largest and smallest (Yin et al., ICML 2018). */
    TRIMMED_MEAN,
    /** The vote nearest to its neighbours (Blanchard et al., NeurIPS 2017). */
    KRUM,
    /** The mean of several such votes (Blanchard et al., NeurIPS 2017). */
    MULTI_KRUM,
    /** A trimmed mean of votes chosen by Krum (El Mhamdi et al., ICML 2018). */
    BULYAN,
    /** Votes clipped around a centre that follows them (Karimireddy et al., ICML 2021). */
    CENTRED_CLIPPING
  }

  /** Whose updates a rule weighs against each other. */
  public enum Voters {
    /** Each node's. */
    NODE,
    /** Each organization's: its nodes' updates are first averaged by weight. */
    ORGANIZATION
  }

  /**
   * @throws IllegalArgumentException if a parameter is out of range, missing, or not the rule's
   */
  public Rule {
    boolean isMean = kind == Kind.MEAN || kind == Kind.CLIPPED_MEAN;
    Limits.within("faults", 0, isMean ? 0 : MAX_FAULTS, faults);
    if (isMean && voters != Voters.NODE) {
      throw new IllegalArgumentException(
          kind + " weighs nodes: robust rules only are over organizations");
    }
    Limits.presentIff("selected", kind == Kind.MULTI_KRUM, selected);
    selected.ifPresent(count -> Limits.within("selected", 1, MAX_SELECTED, count));
    Limits.presentIff(
        "clipBound", kind == Kind.CLIPPED_MEAN || kind == Kind.CENTRED_CLIPPING, clipBound);
    clipBound.ifPresent(bound -> Limits.unsigned128("clipBound", bound));
    Limits.presentIff("iterations", kind == Kind.CENTRED_CLIPPING, iterations);
    iterations.ifPresent(count -> Limits.within("iterations", 1, MAX_ITERATIONS, count));
  }

  /** The mean over nodes, which survives no hostile one. */
  public static Rule mean() {
    return new Rule(
        Kind.MEAN, Voters.NODE, 0, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The fewest voters with which the rule withstands its faults; with fewer nothing changes. */
  public int fewestVoters() {
    return switch (kind) {
      case MEAN, CLIPPED_MEAN -> 1;
      case MEDIAN, TRIMMED_MEAN, CENTRED_CLIPPING -> 2 * faults + 1;
      case KRUM -> 2 * faults + 3;
      case MULTI_KRUM -> Math.max(2 * faults + 3, selected.orElseThrow() + faults + 2);
      case BULYAN -> 4 * faults + 3;
    };
  }
}
