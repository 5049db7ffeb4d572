package io.commonweight.cli.simulate;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Which rules are tried. Numbers that are not given follow from how many voters there will be, so
 * that one line of options serves several rules.
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
              + " (default ${DEFAULT-VALUE}).")
  private List<Kind> kinds;

  @Option(
      names = "--voters",
      defaultValue = "ORGANIZATION",
      paramLabel = "VOTERS",
      description =
          "Whether a robust rule weighs each ORGANIZATION's mean, or each NODE's update"
              + " (default ${DEFAULT-VALUE}).")
  private Voters voters;

  @Option(
      names = "--faults",
      paramLabel = "F",
      description =
          "How many voters may be hostile without harm (default: a quarter, or as many as the rule"
              + " allows).")
  private Optional<Integer> faults;

  @Option(
      names = "--selected",
      paramLabel = "N",
      description = "How many voters multi-krum averages (default: all but 2F + 2).")
  private Optional<Integer> selected;

  @Option(
      names = "--clip",
      defaultValue = "0.5",
      paramLabel = "L",
      description =
          "The Euclidean length to which clipped-mean and centred-clipping clip"
              + " (default ${DEFAULT-VALUE}).")
  private double clip;

  @Option(
      names = "--iterations",
      defaultValue = "3",
      paramLabel = "N",
      description = "How often centred-clipping centres (default ${DEFAULT-VALUE}).")
  private int iterations;

  /**
   * The rules.
   *
   * @param nodes how many updates a round will have at least
   * @param organizations how many organizations they are from
   * @param scale the scale of the round
   * @throws CommandException if a number is out of range
   * @throws IllegalArgumentException if one is none that a charter could have
   */
  List<Rule> rules(int nodes, int organizations, int scale) throws CommandException {
    Range.require("--clip", 1e-6, 1e6, clip);
    List<Rule> rules = new ArrayList<>();
    for (Kind kind : kinds.stream().distinct().toList()) {
      rules.add(rule(kind, voters == Voters.NODE ? nodes : organizations, scale));
    }
    return rules;
  }

  private Rule rule(Kind kind, int count, int scale) {
    boolean isMean = kind == Kind.MEAN || kind == Kind.CLIPPED_MEAN;
    boolean clips = kind == Kind.CLIPPED_MEAN || kind == Kind.CENTRED_CLIPPING;
    int tolerated = isMean ? 0 : faults.orElseGet(() -> quarter(kind, count));
    return new Rule(
        kind,
        isMean ? Voters.NODE : voters,
        tolerated,
        kind == Kind.MULTI_KRUM
            ? selected.or(
                () -> Optional.of(Math.clamp(count - 2L * tolerated - 2, 1, MAX_SELECTED)))
            : Optional.empty(),
        clips ? Optional.of(squared(clip, scale).toString()) : Optional.empty(),
        kind == Kind.CENTRED_CLIPPING ? Optional.of(iterations) : Optional.empty());
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

  /** A length's square in units of 4^−scale, rounded down. */
  static BigInteger squared(double length, int scale) {
    BigDecimal units = new BigDecimal(length).multiply(BigDecimal.valueOf(1L << scale));
    return units.pow(2).toBigInteger();
  }
}
