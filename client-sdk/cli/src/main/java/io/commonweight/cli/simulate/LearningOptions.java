package io.commonweight.cli.simulate;

import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.aggregation.Weights;
import picocli.CommandLine.Option;

/** Who takes part in a round, and how it trains. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LearningOptions {
  private static final int MANY = 10_000;

  @Option(
      names = "--fraction",
      defaultValue = "0.05",
      paramLabel = "SHARE",
      description = "What share of the nodes is invited into a round (default ${DEFAULT-VALUE}).")
  private double fraction;

  @Option(
      names = "--stragglers",
      defaultValue = "0",
      paramLabel = "SHARE",
      description =
          "What share of those is 1 to max-staleness + 1 rounds late (default ${DEFAULT-VALUE}).")
  private double stragglers;

  @Option(
      names = "--max-staleness",
      defaultValue = "0",
      paramLabel = "ROUNDS",
      description =
          "How many rounds old an update may be that still counts, for less"
              + " (default ${DEFAULT-VALUE}).")
  private int maxStaleness;

  @Option(
      names = "--local-steps",
      defaultValue = "10",
      paramLabel = "N",
      description = "Batches that a node trains on in a round (default ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--batch",
      defaultValue = "16",
      paramLabel = "N",
      description = "Points of a batch (default ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--local-rate",
      defaultValue = "0.2",
      paramLabel = "X",
      description = "The step's length on a node (default ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--proximal-mu",
      defaultValue = "0",
      paramLabel = "MU",
      description = "FedProx's pull towards the round's base (default ${DEFAULT-VALUE}).")
  private double proximalMu;

  /**
   * How nodes train.
   *
   * @throws CommandException if a number is out of range
   */
  Training training() throws CommandException {
    Range.require("--local-steps", 1, MANY, steps);
    Range.require("--batch", 1, MANY, batch);
    Range.require("--local-rate", 1e-6, 10, rate);
    Range.require("--proximal-mu", 0, 100, proximalMu);
    return new Training(steps, batch, rate, proximalMu);
  }

  /**
   * Who takes part.
   *
   * @throws CommandException if a number is out of range
   */
  Plan.Participation participation() throws CommandException {
    Range.require("--fraction", 0, 1, fraction);
    Range.require("--stragglers", 0, 1, stragglers);
    Range.require("--max-staleness", 0, Weights.MAX_STALENESS, maxStaleness);
    return new Plan.Participation(fraction, stragglers, maxStaleness);
  }
}
