package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Optimizer.Kind;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * What a charter's rounds do with an aggregate before it is added to the weights. The defaults are
 * those of Reddi et al., ICLR 2021.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class OptimizerOptions {
  private static final int BETA1 = 900_000;
  private static final int BETA2 = 990_000;
  private static final int TAU = 1_000;

  @Option(
      names = "--optimizer",
      defaultValue = "NONE",
      paramLabel = "OPTIMIZER",
      description =
          "What is done with the aggregate: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Kind kind;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      converter = Millionths.class,
      description = "The optimizer's step, such as 0.7.")
  private Optional<Integer> learningRate;

  @Option(
      names = "--beta1",
      paramLabel = "X",
      converter = Millionths.class,
      description = "How much momentum is kept (default 0.9).")
  private Optional<Integer> beta1;

  @Option(
      names = "--beta2",
      paramLabel = "X",
      converter = Millionths.class,
      description = "How much variance ADAM and YOGI keep (default 0.99).")
  private Optional<Integer> beta2;

  @Option(
      names = "--tau",
      paramLabel = "X",
      converter = Millionths.class,
      description = "What ADAM, YOGI and ADAGRAD add to the root of the variance (default 0.001).")
  private Optional<Integer> tau;

  /**
   * The optimizer.
   *
   * @throws CommandException if an option is missing, or belongs to another optimizer
   * @throws IllegalArgumentException if a number is out of range
   */
  public Optimizer optimizer() throws CommandException {
    boolean isAny = kind != Kind.NONE;
    if (isAny && learningRate.isEmpty()) {
      throw new CommandException("--optimizer %s needs --learning-rate".formatted(kind));
    }
    return new Optimizer(
        kind,
        parameter("--learning-rate", isAny, learningRate, 0),
        parameter("--beta1", isAny, beta1, BETA1),
        parameter("--beta2", kind == Kind.ADAM || kind == Kind.YOGI, beta2, BETA2),
        parameter("--tau", kind.hasVariance(), tau, TAU));
  }

  private Optional<Integer> parameter(
      String option, boolean isDue, Optional<Integer> given, int otherwise)
      throws CommandException {
    if (isDue) {
      return given.or(() -> Optional.of(otherwise));
    }
    if (given.isPresent()) {
      throw new CommandException("%s does not belong to --optimizer %s".formatted(option, kind));
    }
    return Optional.empty();
  }
}
