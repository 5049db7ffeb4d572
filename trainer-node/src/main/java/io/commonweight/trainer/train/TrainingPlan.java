package io.commonweight.trainer.train;

import java.util.stream.IntStream;

/**
 * What one node trains in one round.
 *
 * @param steps optimizer steps, at least 1
 * @param batch frames per step, drawn with replacement, at least 1
 * @param learningRate the schedule's peak
 * @param stepsBefore steps that earlier rounds spent, where this round enters the schedule
 * @param stepsTotal steps of all rounds, over which the rate falls to 0 along a cosine
 * @param weightDecay decoupled, as AdamW's
 * @param inputNoise standard deviation of the Gaussian added to measured inputs, in their
 *     normalised units
 * @param seed of everything random in this round
 * @param drift what holds the node back from its own optimum
 * @param tuning which weights are changed; all, if gradients are corrected
 */
public record TrainingPlan(
    int steps,
    int batch,
    double learningRate,
    long stepsBefore,
    long stepsTotal,
    double weightDecay,
    double inputNoise,
    long seed,
    Drift drift,
    Tuning tuning) {

  public TrainingPlan {
    if (steps < 1 || batch < 1) {
      throw new IllegalArgumentException("Training needs at least one step of one frame");
    }
    if (stepsBefore < 0 || stepsBefore + steps > stepsTotal) {
      throw new IllegalArgumentException(
          "Steps %d to %d lie outside the schedule of %d"
              .formatted(stepsBefore, stepsBefore + steps, stepsTotal));
    }
    if (drift instanceof Drift.Corrected && !(tuning instanceof Tuning.Full)) {
      throw new IllegalArgumentException("Gradients can be corrected only if all weights change");
    }
  }

  /** The same, held back by something else. */
  public TrainingPlan with(Drift other) {
    return new TrainingPlan(
        steps,
        batch,
        learningRate,
        stepsBefore,
        stepsTotal,
        weightDecay,
        inputNoise,
        seed,
        other,
        tuning);
  }

  /** The sum of this round's learning rates: how far gradients of length 1 would lead. */
  double reach() {
    return IntStream.range(0, steps).mapToDouble(this::rate).sum();
  }

  /** The learning rate of a step of this round, counted from 0. */
  double rate(int step) {
    double done = (stepsBefore + step) / (double) stepsTotal;
    return learningRate * 0.5 * (1 + Math.cos(Math.PI * done));
  }
}
