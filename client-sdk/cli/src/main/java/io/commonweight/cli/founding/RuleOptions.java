package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a charter's rounds make one update of many. Another rule starts from its own defaults. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RuleOptions {
  @Option(
      names = "--rule",
      paramLabel = "RULE",
      description = "How updates become one: ${COMPLETION-CANDIDATES} (initially MEAN).")
  private Optional<Kind> kind;

  @Mixin private RuleNumbers numbers;

  /**
   * The rule: what is not given stays, as long as the rule does.
   *
   * @param before the rule so far
   * @throws CommandException if an option is missing, or belongs to another rule
   * @throws IllegalArgumentException if a number is out of range
   */
  Rule rule(Rule before) throws CommandException {
    Kind now = kind.orElse(before.kind());
    Optional<Rule> same = Optional.of(before).filter(rule -> rule.kind() == now);
    boolean centres = now == Kind.CENTRED_CLIPPING;
    Optional<Integer> averaged = numbers.selected().or(() -> same.flatMap(Rule::selected));
    Optional<String> bound = numbers.clipBound().or(() -> same.flatMap(Rule::clipBound));
    require("--selected", now, now == Kind.MULTI_KRUM, averaged);
    require("--clip-bound", now, centres || now == Kind.CLIPPED_MEAN, bound);
    return new Rule(
        now,
        numbers.voters().or(() -> same.map(Rule::voters)).orElse(Voters.NODE),
        numbers.faults().or(() -> same.map(Rule::faults)).orElse(0),
        averaged,
        bound,
        numbers
            .iterations()
            .or(() -> same.flatMap(Rule::iterations))
            .or(() -> centres ? Optional.of(RuleNumbers.DEFAULT_ITERATIONS) : Optional.empty()));
  }

  /** Whether a bound is given to clip to. */
  boolean isClipBoundGiven() {
    return numbers.clipBound().isPresent();
  }

  private static void require(String option, Kind kind, boolean isDue, Optional<?> value)
      throws CommandException {
    if (isDue && value.isEmpty()) {
      throw new CommandException("--rule %s needs %s".formatted(kind, option));
    }
    if (!isDue && value.isPresent()) {
      throw new CommandException("%s does not belong to --rule %s".formatted(option, kind));
    }
  }
}
