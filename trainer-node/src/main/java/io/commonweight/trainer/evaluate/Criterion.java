package io.commonweight.trainer.evaluate;

import java.util.List;

/** When a rolled-out path counts as the demonstrated one. */
sealed interface Criterion {
  /** The whole path stays within a distance of the demonstration. */
  record Frechet(double below) implements Criterion {}

  /** The path ends within a distance of where the demonstration ends. */
  record GoalError(double below) implements Criterion {}

  /** Whether a path succeeds, both in the unit of the recording. */
  default boolean accepts(List<double[]> path, List<double[]> demonstrated) {
    return switch (this) {
      case Frechet(double below) -> PathDistance.frechet(path, demonstrated) < below;
      case GoalError(double below) -> PathDistance.goalError(path, demonstrated) < below;
    };
  }
}
