package io.commonweight.trainer.policy;

import java.util.List;
import java.util.Optional;

/**
 * One number the network sees, computed from the observation and the task.
 *
 * <p>Scales are physical limits out of the embodiment profile, never statistics of anybody's data.
 */
public sealed interface Input {
  /** The observed value, {@code (x - center) / scale}. */
  record Value(String column, double center, double scale) implements Input {
    public Value {
      requirePositive(scale, "scale of " + column);
    }
  }

  /** The difference of two observed values, {@code (x - y) / scale}, clamped to ±{@code limit}. */
  record Difference(String minuend, String subtrahend, double scale, double limit)
      implements Input {
    public Difference {
      requirePositive(scale, "scale of " + minuend);
      requirePositive(limit, "limit of " + minuend);
    }
  }

  /**
   * One coordinate of the unit vector from one point to another; fades to 0 within {@code softness}
   * of each other.
   */
  record Direction(List<String> from, List<String> to, int axis, double softness) implements Input {
    public Direction {
      from = List.copyOf(from);
      to = List.copyOf(to);
      if (from.size() != to.size() || axis < 0 || axis >= from.size()) {
        throw new IllegalArgumentException("No axis %d from %s to %s".formatted(axis, from, to));
      }
      requirePositive(softness, "softness from " + from);
    }
  }

  /**
   * Whether the part of the task that is due names a word or phrase: 1 or 0. A task's parts are
   * separated by {@code then}; the observed column {@code progress} counts the parts that are done;
   * without one the first part is due.
   */
  record TaskWord(String word, Optional<String> progress) implements Input {}

  /** An input where its gate is 1, and 0 elsewhere. */
  record Gated(TaskWord gate, Input input) implements Input {}

  private static void requirePositive(double value, String what) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("The %s must be positive: %s".formatted(what, value));
    }
  }
}
