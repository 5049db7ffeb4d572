package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Optimizer.Kind;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * What a charter's rounds do with an aggregate before it is added to the weights. Another optimizer
 * starts from its own defaults, which are those of Reddi et al., ICLR 2021.
 */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class OptimizerOptions {
  private static final int BETA1 = 900_000;
  private static final int BETA2 = 990_000;
  private static final int TAU = 1_000;

  @Option(
      names = "--optimizer",
      paramLabel = "OPTIMIZER",
      description = "What is done with the aggregate: ${COMPLETION-CANDIDATES} (initially NONE).")
  private Optional<Kind> kind;

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
   * The optimizer: what is not given stays, as long as its kind does.
   *
   * @param before the optimizer so far
   * @throws CommandException if an option is missing, or belongs to another optimizer
   * @throws IllegalArgumentException if a number is out of range
   */
  public Optimizer optimizer(Optimizer before) throws CommandException {
    Kind now = kind.orElse(before.kind());
    Optional<Optimizer> same = Optional.of(before).filter(old -> old.kind() == now);
    Optional<Integer> rate = learningRate.or(() -> same.flatMap(Optimizer::learningRate));
    boolean isAny = now != Kind.NONE;
    if (isAny && rate.isEmpty()) {
      throw new CommandException("--optimizer %s needs --learning-rate".formatted(now));
    }
    refuse("--learning-rate", now, isAny, rate);
    return new Optimizer(
        now,
        rate,
        parameter("--beta1", now, isAny, beta1, same.flatMap(Optimizer::beta1).orElse(BETA1)),
        parameter(
            "--beta2",
            now,
            now == Kind.ADAM || now == Kind.YOGI,
            beta2,
            same.flatMap(Optimizer::beta2).orElse(BETA2)),
        parameter("--tau", now, now.hasVariance(), tau, same.flatMap(Optimizer::tau).orElse(TAU)));
  }

  private static Optional<Integer> parameter(
      String option, Kind kind, boolean isDue, Optional<Integer> given, int otherwise)
      throws CommandException {
    refuse(option, kind, isDue, given);
    return isDue ? given.or(() -> Optional.of(otherwise)) : Optional.empty();
  }

  private static void refuse(String option, Kind kind, boolean isDue, Optional<Integer> given)
      throws CommandException {
    if (!isDue && given.isPresent()) {
      throw new CommandException("%s does not belong to --optimizer %s".formatted(option, kind));
    }
  }
}
