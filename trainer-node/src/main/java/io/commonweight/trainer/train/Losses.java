package io.commonweight.trainer.train;

/** Means of the first and last tenth of a run's losses. */
final class Losses {
  private final int steps;
  private final int window;
  private double first;
  private double last;

  Losses(int steps) {
    this.steps = steps;
    window = Math.max(1, steps / 10);
  }

  void add(int step, double loss) throws TrainingException {
    if (!Double.isFinite(loss)) {
      throw new TrainingException(
          "The loss of step %d is %s: lower the learning rate or check the data for extreme values"
              .formatted(step + 1, loss));
    }
    if (step < window) {
      first += loss / window;
    }
    if (step >= steps - window) {
      last += loss / window;
    }
  }

  double first() {
    return first;
  }

  double last() {
    return last;
  }
}
