package io.commonweight.trainer.data;

/**
 * One demonstrated task: what was seen and what was commanded, frame by frame.
 *
 * @param task the instruction in words
 * @param observation observed values, one row per frame
 * @param action commanded values, as many rows as {@code observation}
 */
public record Demonstration(String task, Frames observation, Frames action) {
  public Demonstration {
    if (observation.rows() != action.rows()) {
      throw new IllegalArgumentException(
          "%d observed frames but %d actions".formatted(observation.rows(), action.rows()));
    }
  }

  /** Number of frames. */
  public int length() {
    return observation.rows();
  }
}
