package io.commonweight.trainer.policy;

import java.util.Optional;

/**
 * One commanded dimension of the action.
 *
 * @param name the action's column
 * @param center the command that the network calls 0
 * @param scale the distance from the center that the network calls 1
 * @param relativeTo the observed column to subtract, when recordings hold absolute targets
 */
public record Output(String name, double center, double scale, Optional<String> relativeTo) {
  public Output {
    if (!(scale > 0)) {
      throw new IllegalArgumentException("Scale of " + name + " must be positive: " + scale);
    }
  }

  /** A dimension whose recordings already hold what the policy commands. */
  public static Output direct(String name, double center, double scale) {
    return new Output(name, center, scale, Optional.empty());
  }

  /** A dimension whose recordings hold the next absolute position of an observed column. */
  public static Output step(String name, String relativeTo, double scale) {
    return new Output(name, 0, scale, Optional.of(relativeTo));
  }
}
