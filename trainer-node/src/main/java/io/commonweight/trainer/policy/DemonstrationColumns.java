package io.commonweight.trainer.policy;

import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.data.Frames;

/** Brings a demonstration's observations into the columns a policy names. */
public final class DemonstrationColumns {
  private final PolicyConfig config;
  private final Frames observation;
  private final int[] columns;

  /**
   * Finds the columns.
   *
   * @throws IllegalArgumentException if the demonstration lacks one, naming it
   */
  public DemonstrationColumns(PolicyConfig config, Demonstration demonstration) {
    this.config = config;
    observation = demonstration.observation();
    columns = config.observation().stream().mapToInt(observation::column).toArray();
  }

  /** The values of {@link PolicyConfig#columns()} at a frame, freshly allocated. */
  public float[] at(int frame) {
    boolean withGoal = config.goal() == PolicyConfig.Goal.LAST_FRAME;
    float[] values = new float[withGoal ? 2 * columns.length : columns.length];
    for (int i = 0; i < columns.length; i++) {
      values[i] = observation.at(frame, columns[i]);
      if (withGoal) {
        values[columns.length + i] = observation.at(observation.rows() - 1, columns[i]);
      }
    }
    return values;
  }
}
