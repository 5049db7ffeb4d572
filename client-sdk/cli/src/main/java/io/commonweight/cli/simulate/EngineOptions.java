package io.commonweight.cli.simulate;

import io.commonweight.cli.founding.OptimizerOptions;
import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.federation.aggregation.Unsigned128;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a charter would say of aggregation, but for the rule. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EngineOptions {
  private static final int MAX_SCALE = 40;

  @Option(
      names = "--encoding",
      defaultValue = "I16",
      paramLabel = "E",
      description =
          "How updates travel: ${COMPLETION-CANDIDATES} for 8, 16 or 24 bits of value"
              + " (default ${DEFAULT-VALUE}).")
  private Encoding encoding;

  @Option(
      names = "--scale-bits",
      paramLabel = "S",
      description = "Updates are integers in units of 2^-S (default: 8, 13 or 20 by encoding).")
  private Optional<Integer> scaleBits;

  @Option(
      names = "--norm",
      defaultValue = "100",
      paramLabel = "L",
      description =
          "The largest Euclidean length of an update; longer ones are shrunk to it before they are"
              + " sent (default ${DEFAULT-VALUE}).")
  private double norm;

  @Option(
      names = "--node-cap",
      defaultValue = "10000",
      paramLabel = "FRAMES",
      description = "The most weight of one node's update (default ${DEFAULT-VALUE}).")
  private int nodeCap;

  @Option(
      names = "--organization-cap",
      defaultValue = "10000",
      paramLabel = "FRAMES",
      description = "The most weight of one organization's updates (default ${DEFAULT-VALUE}).")
  private int organizationCap;

  @Mixin private OptimizerOptions optimizer;

  /**
   * The engine.
   *
   * @throws CommandException if a number is out of range, or an option does not belong
   */
  Engine engine() throws CommandException {
    int scale = Range.require("--scale-bits", 0, MAX_SCALE, scaleBits.orElseGet(this::usualScale));
    Range.require("--norm", 1e-6, 1e6, norm);
    Range.require("--node-cap", 1, Dagg1.MAX_WEIGHT, nodeCap);
    Range.require("--organization-cap", 1, Integer.MAX_VALUE, organizationCap);
    return new Engine(
        encoding,
        scale,
        Unsigned128.of(RuleChoice.squared(norm, scale)),
        nodeCap,
        organizationCap,
        optimizer.optimizer(Optimizer.none()));
  }

  /** With it values reach from ±0.5 with 8 bits to ±8 with 24. */
  private int usualScale() {
    return switch (encoding) {
      case I8 -> 8;
      case I16 -> 13;
      case I32 -> 20;
    };
  }
}
