package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.RoundOpen;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The numbers of a charter that have defaults. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Rules {
  private static final BigInteger DEFAULT_NORM = BigInteger.valueOf(100);

  @Option(
      names = "--encoding",
      defaultValue = "I32",
      paramLabel = "E",
      description =
          "How updates travel: ${COMPLETION-CANDIDATES} for 8, 16 or 24 bits of value"
              + " (default ${DEFAULT-VALUE}).")
  private Encoding encoding;

  @Option(
      names = "--scale-bits",
      defaultValue = "20",
      paramLabel = "S",
      description = "Updates are integers in units of 2^-S (default ${DEFAULT-VALUE}).")
  private int scaleBits;

  @Option(
      names = "--tensor-scale",
      paramLabel = "TENSOR=S",
      description = "Another scale for one tensor; once for each.")
  private Map<String, Integer> tensorScales = Map.of();

  @Option(
      names = "--norm-bound",
      paramLabel = "N",
      description =
          "The largest sum of squares of an accepted update, in units of 4^-S"
              + " (default: that of a delta of Euclidean length 100).")
  private Optional<BigInteger> normBound;

  @Option(
      names = "--node-cap",
      defaultValue = "10000",
      paramLabel = "FRAMES",
      description = "The most weight of one node's update (default ${DEFAULT-VALUE}).")
  private long nodeCap;

  @Option(
      names = "--organization-cap",
      defaultValue = "10000",
      paramLabel = "FRAMES",
      description = "The most weight of one organization's updates (default ${DEFAULT-VALUE}).")
  private long organizationCap;

  @Option(
      names = "--max-update-bytes",
      defaultValue = "67108864",
      paramLabel = "BYTES",
      description = "The largest update (default ${DEFAULT-VALUE}).")
  private long maxUpdateBytes;

  @Mixin private RuleOptions rule;
  @Mixin private OptimizerOptions optimizer;

  @Option(
      names = "--min-updates",
      paramLabel = "N",
      description =
          "Fewest updates at which the deadline closes a round (default: the quorum, or as many"
              + " as the rule needs; at most the goal).")
  private Optional<Integer> minUpdates;

  @Option(
      names = "--goal",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "Updates at which a round closes at once; 0: only once all nodes have submitted"
              + " (default ${DEFAULT-VALUE}).")
  private int goal;

  @Option(
      names = "--max-staleness",
      defaultValue = "0",
      paramLabel = "ROUNDS",
      description =
          "How many rounds old an update may be that still counts, for less"
              + " (default ${DEFAULT-VALUE}).")
  private int maxStaleness;

  @Option(
      names = "--deadline",
      defaultValue = "PT10M",
      paramLabel = "DURATION",
      description = "How long a round waits for all nodes (default ${DEFAULT-VALUE}).")
  private Duration deadline;

  @Option(
      names = "--statements-per-node",
      defaultValue = "4",
      paramLabel = "N",
      description = "The most statements of one node in a round (default ${DEFAULT-VALUE}).")
  private int statementsPerNode;

  /**
   * How updates become an aggregate.
   *
   * @throws CommandException if an option is missing, or does not belong to the rule
   */
  Charter.Aggregation aggregation() throws CommandException {
    BigInteger unit = BigInteger.TWO.pow(Math.clamp(scaleBits, 0, 40));
    BigInteger bound = normBound.orElseGet(() -> DEFAULT_NORM.multiply(unit).pow(2));
    return new Charter.Aggregation(
        new Sha256(Dagg1.SPEC_ID),
        encoding,
        scaleBits,
        new TreeMap<>(tensorScales)
            .entrySet().stream()
                .map(entry -> new RoundOpen.Scale(entry.getKey(), entry.getValue()))
                .toList(),
        bound.toString(),
        nodeCap,
        organizationCap,
        maxUpdateBytes,
        rule.rule(),
        optimizer.optimizer());
  }

  /**
   * When rounds close.
   *
   * @param quorum how many organizations must agree
   * @throws CommandException if an option is missing, or does not belong to the rule
   */
  Charter.Rounds rounds(int quorum) throws CommandException {
    int usual = Math.max(quorum, rule.rule().fewestVoters());
    return new Charter.Rounds(
        minUpdates.orElse(goal > 0 ? Math.min(goal, usual) : usual),
        goal,
        maxStaleness,
        deadline.toSeconds(),
        statementsPerNode);
  }
}
