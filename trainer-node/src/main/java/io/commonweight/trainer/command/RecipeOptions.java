package io.commonweight.trainer.command;

import io.commonweight.trainer.train.Recipe;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The training recipe: tuned for a suite, unless options say otherwise. */
public class RecipeOptions {
  @Option(
      names = "--suite",
      defaultValue = "tabletop",
      description = "Whose tuned recipe is used: ${COMPLETION-CANDIDATES}.")
  SuiteName suite = SuiteName.tabletop;

  @Option(
      names = "--rounds",
      description = {
        "Rounds over which the learning rate falls;",
        "a node for which they are given rests after the last."
      })
  Optional<Integer> rounds = Optional.empty();

  @Option(names = "--steps", description = "Training steps of one node in a round.")
  Optional<Integer> steps = Optional.empty();

  @Option(names = "--batch", description = "Frames in a step.")
  Optional<Integer> batch = Optional.empty();

  @Option(names = "--learning-rate", description = "The learning rate's peak.")
  Optional<Double> learningRate = Optional.empty();

  @Option(names = "--weight-decay", description = "The weight decay, as of AdamW.")
  Optional<Double> weightDecay = Optional.empty();

  @Option(
      names = "--input-noise",
      description = "Standard deviation of the noise on inputs, in normalised units.")
  Optional<Double> inputNoise = Optional.empty();

  @Option(
      names = "--proximal",
      defaultValue = "0",
      description = {"FedProx' mu: pulls a node's weights to", "those of the round (default: 0)."})
  double proximal;

  @Option(
      names = "--control-variates",
      description = {
        "Corrects gradients as SCAFFOLD does. Steps",
        "are then those of plain gradient descent:",
        "choose --learning-rate for these."
      })
  boolean isControlled;

  @Mixin TuningOptions tuning = new TuningOptions();

  Recipe recipe() {
    Recipe tuned = suite.recipe();
    return new Recipe(
        rounds.orElse(tuned.rounds()),
        steps.orElse(tuned.stepsPerRound()),
        batch.orElse(tuned.batch()),
        learningRate.orElse(tuned.learningRate()),
        weightDecay.orElse(tuned.weightDecay()),
        inputNoise.orElse(tuned.inputNoise()),
        proximal,
        isControlled,
        tuning.tuning());
  }
}
