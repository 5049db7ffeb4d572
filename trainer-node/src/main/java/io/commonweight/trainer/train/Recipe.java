package io.commonweight.trainer.train;

import java.util.stream.IntStream;

/**
 * How a federation trains: the same for every node and every round.
 *
 * @param rounds number of rounds the learning rate's schedule spans, at least 1
 * @param stepsPerRound optimizer steps of one node in one round, at least 1
 * @param batch frames per step
 * @param learningRate the schedule's peak
 * @param weightDecay decoupled, as AdamW's
 * @param inputNoise standard deviation of the noise on measured inputs, normalised units
 * @param proximal FedProx' μ, at least 0; 0 for none
 * @param isControlled whether nodes correct their gradients with {@link ControlVariates}; steps are
 *     then those of gradient descent, whose learning rate is another than AdamW's
 * @param tuning which weights are changed; nodes of one federation may differ in it
 */
public record Recipe(
    int rounds,
    int stepsPerRound,
    int batch,
    double learningRate,
    double weightDecay,
    double inputNoise,
    double proximal,
    boolean isControlled,
    Tuning tuning) {

  public Recipe {
    if (rounds < 1 || stepsPerRound < 1) {
      throw new IllegalArgumentException("A recipe has at least one round of one step");
    }
    if (!(proximal >= 0 && proximal < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("A proximal term of " + proximal + " is not at least 0");
    }
    if (proximal > 0 && isControlled) {
      throw new IllegalArgumentException(
          "A node is held back by a proximal term or by control variates, not by both");
    }
    if (isControlled && !(tuning instanceof Tuning.Full)) {
      throw new IllegalArgumentException(
          "Control variates estimate the gradients of all weights: train all of them, or leave the"
              + " control variates out");
    }
  }

  /** A recipe that changes all weights. */
  public Recipe(
      int rounds,
      int stepsPerRound,
      int batch,
      double learningRate,
      double weightDecay,
      double inputNoise,
      double proximal,
      boolean isControlled) {
    this(
        rounds,
        stepsPerRound,
        batch,
        learningRate,
        weightDecay,
        inputNoise,
        proximal,
        isControlled,
        new Tuning.Full());
  }

  /** A recipe of plain federated averaging. */
  public Recipe(
      int rounds,
      int stepsPerRound,
      int batch,
      double learningRate,
      double weightDecay,
      double inputNoise) {
    this(rounds, stepsPerRound, batch, learningRate, weightDecay, inputNoise, 0, false);
  }

  /** The same, changing other weights. */
  public Recipe with(Tuning other) {
    return new Recipe(
        rounds,
        stepsPerRound,
        batch,
        learningRate,
        weightDecay,
        inputNoise,
        proximal,
        isControlled,
        other);
  }

  /** Steps of one node over all rounds. */
  public long totalSteps() {
    return (long) rounds * stepsPerRound;
  }

  /**
   * One node's plan for a round, counted from 1; rounds beyond the schedule train at its last rate.
   */
  public TrainingPlan plan(int round, long seed) {
    int scheduled = Math.min(round, rounds);
    return new TrainingPlan(
        stepsPerRound,
        batch,
        learningRate,
        (long) (scheduled - 1) * stepsPerRound,
        totalSteps(),
        weightDecay,
        inputNoise,
        seed,
        proximal > 0 ? new Drift.Proximal(proximal) : new Drift.Free(),
        tuning);
  }

  /** The sum of the learning rates of all steps of some rounds, the last one not included. */
  double reach(int fromRound, int toRound) {
    return IntStream.range(fromRound, toRound).mapToDouble(round -> plan(round, 0).reach()).sum();
  }

  /** A plan that spends {@code nodes} nodes' steps of all rounds in one go. */
  public TrainingPlan alone(int nodes, long seed) {
    int steps = Math.toIntExact(totalSteps() * nodes);
    return new TrainingPlan(
        steps,
        batch,
        learningRate,
        0,
        steps,
        weightDecay,
        inputNoise,
        seed,
        new Drift.Free(),
        tuning);
  }
}
