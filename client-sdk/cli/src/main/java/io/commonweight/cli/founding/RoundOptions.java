package io.commonweight.cli.founding;

import io.commonweight.sdk.statement.Charter.Rounds;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** When a charter's rounds close, and what still counts then. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RoundOptions {
  private static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(10);
  private static final int DEFAULT_STATEMENTS = 4;

  @Option(
      names = "--min-updates",
      paramLabel = "N",
      description =
          "Fewest updates at which the deadline closes a round (initially the quorum, at most the"
              + " goal); a rule that needs more raises it.")
  private Optional<Integer> minUpdates;

  @Option(
      names = "--goal",
      paramLabel = "N",
      description =
          "Updates at which a round closes at once; 0: only once all nodes have submitted"
              + " (initially 0).")
  private Optional<Integer> goal;

  @Option(
      names = "--max-staleness",
      paramLabel = "ROUNDS",
      description =
          "How many rounds old an update may be that still counts, for less (initially 0).")
  private Optional<Integer> maxStaleness;

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      description = "How long a round waits for all nodes (initially PT10M).")
  private Optional<Duration> deadline;

  @Option(
      names = "--statements-per-node",
      paramLabel = "N",
      description = "The most statements of one node in a round (initially 4).")
  private Optional<Integer> statementsPerNode;

  /**
   * The rounds of a first charter.
   *
   * @param updates as many as a round should have
   */
  Rounds initial(int updates) {
    int fewest =
        goal.filter(count -> count > 0).map(count -> Math.min(count, updates)).orElse(updates);
    return changed(
        new Rounds(fewest, 0, 0, DEFAULT_DEADLINE.toSeconds(), DEFAULT_STATEMENTS), fewest);
  }

  /**
   * The rounds of a charter that follows another.
   *
   * @param voters as many as the rule needs
   */
  Rounds changed(Rounds before, int voters) {
    return new Rounds(
        minUpdates.orElse(Math.max(before.minUpdates(), voters)),
        goal.orElse(before.goal()),
        maxStaleness.orElse(before.maxStaleness()),
        deadline.map(Duration::toSeconds).orElse(before.deadlineSeconds()),
        statementsPerNode.orElse(before.statementsPerNode()));
  }
}
