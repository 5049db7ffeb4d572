package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.math.BigInteger;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a charter's rounds make one update of many. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RuleOptions {
  private static final int DEFAULT_ITERATIONS = 3;

  @Option(
      names = "--rule",
      defaultValue = "MEAN",
      paramLabel = "RULE",
      description = "How updates become one: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Kind kind;

  @Option(
      names = "--voters",
      defaultValue = "NODE",
      paramLabel = "VOTERS",
      description =
          "Whether the rule weighs each NODE's update, or each ORGANIZATION's mean of them"
              + " (default ${DEFAULT-VALUE}).")
  private Voters voters;

  @Option(
      names = "--rule-faults",
      defaultValue = "0",
      paramLabel = "F",
      description = "How many voters may be hostile without harm (default ${DEFAULT-VALUE}).")
  private int faults;

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

  /**
   * The rule.
   *
   * @throws CommandException if an option is missing, or belongs to another rule
   * @throws IllegalArgumentException if a number is out of range
   */
  Rule rule() throws CommandException {
    boolean centres = kind == Kind.CENTRED_CLIPPING;
    require("--selected", kind == Kind.MULTI_KRUM, selected);
    require("--clip-bound", centres || kind == Kind.CLIPPED_MEAN, clipBound);
    return new Rule(
        kind,
        voters,
        faults,
        selected,
        clipBound.map(BigInteger::toString),
        centres ? iterations.or(() -> Optional.of(DEFAULT_ITERATIONS)) : iterations);
  }

  private void require(String option, boolean isDue, Optional<?> value) throws CommandException {
    if (isDue && value.isEmpty()) {
      throw new CommandException("--rule %s needs %s".formatted(kind, option));
    }
    if (!isDue && value.isPresent()) {
      throw new CommandException("%s does not belong to --rule %s".formatted(option, kind));
    }
  }
}
