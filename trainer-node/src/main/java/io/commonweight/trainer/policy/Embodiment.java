package io.commonweight.trainer.policy;

import java.util.List;

/**
 * The contract between robots that share a policy: what is observed, what is commanded, in which
 * units and within which physical limits.
 *
 * @param robotType free text, as LeRobot's
 * @param controlMode for example {@code ee_delta}, relative end-effector motion
 * @param fps frames per second
 * @param state observed dimensions in order
 * @param action commanded dimensions in order
 */
public record Embodiment(
    String robotType, String controlMode, int fps, List<Dimension> state, List<Dimension> action) {

  public Embodiment {
    state = List.copyOf(state);
    action = List.copyOf(action);
  }

  /**
   * One observed or commanded number.
   *
   * @param name the column
   * @param unit for example {@code m}, {@code rad} or {@code 1} for a ratio
   * @param lower physical lower limit
   * @param upper physical upper limit
   * @param relative whether the value is a change per step rather than a position
   */
  public record Dimension(String name, String unit, double lower, double upper, boolean relative) {
    public Dimension {
      if (!(lower < upper)) {
        throw new IllegalArgumentException(
            "Limits of %s are empty: %s to %s".formatted(name, lower, upper));
      }
    }
  }
}
