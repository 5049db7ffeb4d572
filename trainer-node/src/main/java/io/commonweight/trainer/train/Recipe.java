package io.commonweight.trainer.train;

/**
 * How a federation trains: the same for every node and every round.
 *
 * @param rounds number of rounds the learning rate's schedule spans, at least 1
 * @param stepsPerRound optimizer steps of one node in one round, at least 1
 * @param batch frames per step
 * @param learningRate the schedule's peak
 * @param weightDecay decoupled, as AdamW's
 * @param inputNoise standard deviation of the noise on measured inputs, normalised units
 */
public record Recipe(
    int rounds,
    int stepsPerRound,
    int batch,
    double learningRate,
    double weightDecay,
    double inputNoise) {

  public Recipe {
    if (rounds < 1 || stepsPerRound < 1) {
      throw new IllegalArgumentException("A recipe has at least one round of one step");
    }
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
        seed);
  }

  /** A plan that spends {@code nodes} nodes' steps of all rounds in one go. */
  public TrainingPlan alone(int nodes, long seed) {
    int steps = Math.toIntExact(totalSteps() * nodes);
    return new TrainingPlan(steps, batch, learningRate, 0, steps, weightDecay, inputNoise, seed);
  }
}
