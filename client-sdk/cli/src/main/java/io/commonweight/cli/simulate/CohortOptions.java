package io.commonweight.cli.simulate;

import io.commonweight.cli.report.CommandException;
import picocli.CommandLine.Option;

/** How many nodes there are, and what they have. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CohortOptions {
  private static final int MAX_NODES = 100_000;
  private static final int MAX_SAMPLES = 10_000;

  /** Points of all nodes together: 640 MB. */
  private static final int MAX_POINTS = 10_000_000;

  @Option(
      names = "--nodes",
      defaultValue = "2000",
      paramLabel = "N",
      description = "Virtual nodes (default ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--organizations",
      defaultValue = "20",
      paramLabel = "N",
      description = "Organizations that have them, in turn (default ${DEFAULT-VALUE}).")
  private int organizations;

  @Option(
      names = "--samples",
      defaultValue = "64",
      paramLabel = "N",
      description = "Labelled points of each node, its frames (default ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--partition",
      defaultValue = "iid",
      paramLabel = "P",
      description =
          "How classes are spread: ${COMPLETION-CANDIDATES}; alike, by node, or by organization,"
              + " which then also sees features at an angle of its own"
              + " (default ${DEFAULT-VALUE}).")
  private Partition partition;

  @Option(
      names = "--alpha",
      defaultValue = "0.3",
      paramLabel = "A",
      description =
          "How alike the shares of classes are, if not iid: the smaller, the more unequal"
              + " (default ${DEFAULT-VALUE}).")
  private double alpha;

  /**
   * The cohort.
   *
   * @throws CommandException if a number is out of range
   */
  Cohort cohort() throws CommandException {
    Range.require("--nodes", 1, MAX_NODES, nodes);
    Range.require("--organizations", 2, Math.min(nodes, Constitution.MAX_ENROLLED), organizations);
    Range.require("--samples", 2, Math.min(MAX_SAMPLES, MAX_POINTS / nodes), samples);
    Range.require("--alpha", 0.01, 1000, alpha);
    return new Cohort(nodes, organizations, samples, partition, alpha);
  }
}
