package io.commonweight.cli.founding;

import io.commonweight.sdk.statement.Rule.Voters;
import java.math.BigInteger;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The numbers of rules, as far as they are given. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RuleNumbers {
  /** How often a centre is moved where nothing is said of it. */
  public static final int DEFAULT_ITERATIONS = 3;

  @Option(
      names = "--voters",
      paramLabel = "VOTERS",
      description =
          "Whether the rule weighs each NODE's update, or each ORGANIZATION's mean of them"
              + " (default NODE).")
  private Optional<Voters> voters;

  @Option(
      names = "--rule-faults",
      paramLabel = "F",
      description = "How many voters may be hostile without harm.")
  private Optional<Integer> faults;

  @Option(
      names = "--selected",
      paramLabel = "N",
      description = "How many voters MULTI_KRUM averages.")
  private Optional<Integer> selected;

  @Option(
      names = "--clip-bound",
      paramLabel = "N",
      description =
          "The sum of squares to which CLIPPED_MEAN and CENTRED_CLIPPING clip, in units of 4^-S.")
  private Optional<BigInteger> clipBound;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "How often CENTRED_CLIPPING centres (default 3).")
  private Optional<Integer> iterations;

  /** Whose updates a robust rule weighs against each other. */
  public Optional<Voters> voters() {
    return voters;
  }

  /** How many voters may be hostile. */
  public Optional<Integer> faults() {
    return faults;
  }

  /** How many voters are averaged. */
  public Optional<Integer> selected() {
    return selected;
  }

  /** The squared norm to which a vote is clipped, in units of 4^−s. */
  public Optional<String> clipBound() {
    return clipBound.map(BigInteger::toString);
  }

  /** How often a centre is moved. */
  public Optional<Integer> iterations() {
    return iterations;
  }
}
