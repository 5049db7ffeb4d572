package io.commonweight.trainer.command;

import io.commonweight.trainer.train.Tuning;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which weights are trained: all, unless options say otherwise. */
public class TuningOptions {
  private static final int DEFAULT_RANK = 8;
  private static final double DEFAULT_ALPHA = 16;

  /** What is trained, as options name it. */
  enum What {
    /** All weights. */
    full,
    /** The last layer; the trunk is frozen. */
    head,
    /** Low-rank factors beside each matrix. */
    lora
  }

  @Option(
      names = "--tune",
      defaultValue = "full",
      description = {
        "Which weights are trained: ${COMPLETION-CANDIDATES}.",
        "head: the last layer. lora: factors of low rank,",
        "which are multiplied and added to the weights",
        "before anything leaves (default: full)."
      })
  What what = What.full;

  @Option(names = "--lora-rank", description = "The rank of the factors (default: 8).")
  Optional<Integer> rank = Optional.empty();

  @Option(
      names = "--lora-alpha",
      description = {
        "How strongly the factors count: their product",
        "is scaled by alpha / rank (default: 16)."
      })
  Optional<Double> alpha = Optional.empty();

  @Option(names = "--lora-biases", description = "Trains the biases too, beside the factors.")
  boolean tunesBiases;

  /**
   * What was asked for.
   *
   * @throws IllegalArgumentException if factors are described but not wanted
   */
  Tuning tuning() {
    if (what != What.lora && (rank.isPresent() || alpha.isPresent() || tunesBiases)) {
      throw new IllegalArgumentException(
          "--lora-rank, --lora-alpha and --lora-biases describe --tune=lora: give that too, or"
              + " leave them out");
    }
    return switch (what) {
      case full -> new Tuning.Full();
      case head -> new Tuning.Head();
      case lora ->
          new Tuning.LowRank(rank.orElse(DEFAULT_RANK), alpha.orElse(DEFAULT_ALPHA), tunesBiases);
    };
  }
}
