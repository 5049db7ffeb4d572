package io.commonweight.cli.simulate;

import io.commonweight.cli.founding.RuleNumbers;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which rules are tried. Numbers that are not given follow from how many voters there will be, and
 * what does not belong to a rule is left out of it, so that one line of options serves several.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RuleChoice {
  private static final int MAX_FAULTS = 127;
  private static final int MAX_SELECTED = 256;

  @Option(
      names = {"--rule", "--compare"},
      defaultValue = "mean",
      paramLabel = "RULE",
      split = ",",
      converter = RuleName.class,
      description =
          "How updates become one, several for a comparison: mean, clipped-mean, median,"
              + " trimmed-mean, krum, multi-krum, bulyan, centred-clipping"
              + " (default ${DEFAULT-VALUE}). If not given: --rule-faults is a quarter of the"
              + " voters, or as many as the rule allows; --selected is all but 2F + 2; --clip-bound"
              + " is that of a length of 0.5.")
  private List<Kind> kinds;

  @Mixin private RuleNumbers numbers;

  /**
   * The rules.
   *
   * @param nodes how many updates a round will have at least
   * @param organizations how many organizations they are from
   * @param scale the scale of the round
   * @throws IllegalArgumentException if a number is none that a charter could have
   */
  List<Rule> rules(int nodes, int organizations, int scale) {
    List<Rule> rules = new ArrayList<>();
    for (Kind kind : kinds.stream().distinct().toList()) {
      rules.add(rule(kind, voters() == Voters.NODE ? nodes : organizations, scale));
    }
    return rules;
  }

  private Voters voters() {
    return numbers.voters().orElse(Voters.NODE);
  }

  private Rule rule(Kind kind, int count, int scale) {
    boolean isMean = kind == Kind.MEAN || kind == Kind.CLIPPED_MEAN;
    boolean clips = kind == Kind.CLIPPED_MEAN || kind == Kind.CENTRED_CLIPPING;
    int tolerated = isMean ? 0 : numbers.faults().orElseGet(() -> quarter(kind, count));
    int most = Math.clamp(count - 2L * tolerated - 2, 1, MAX_SELECTED);
    return new Rule(
        kind,
        isMean ? Voters.NODE : voters(),
        tolerated,
        kind == Kind.MULTI_KRUM ? Optional.of(numbers.selected().orElse(most)) : Optional.empty(),
        clips ? Optional.of(numbers.clipBound().orElse(halfSquared(scale))) : Optional.empty(),
        kind == Kind.CENTRED_CLIPPING
            ? Optional.of(numbers.iterations().orElse(RuleNumbers.DEFAULT_ITERATIONS))
            : Optional.empty());
  }

  private static int quarter(Kind kind, int voters) {
    int most =
        switch (kind) {
          case MEAN, CLIPPED_MEAN -> 0;
          case MEDIAN, TRIMMED_MEAN, CENTRED_CLIPPING -> (voters - 1) / 2;
          case KRUM, MULTI_KRUM -> (voters - 3) / 2;
          case BULYAN -> (voters - 3) / 4;
        };
    return Math.clamp(Math.min(most, Math.ceilDiv(voters, 4)), 0, MAX_FAULTS);
  }

  /** The square of 1/2 in units of 4^−scale; at scale 0 it would be none, so 1. */
  private static String halfSquared(int scale) {
    return BigInteger.ONE.shiftLeft(Math.max(0, 2 * scale - 2)).toString();
  }
}
