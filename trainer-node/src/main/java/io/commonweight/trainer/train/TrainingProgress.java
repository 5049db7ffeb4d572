package io.commonweight.trainer.train;

/** Hears of every training step. */
@FunctionalInterface
public interface TrainingProgress {
  /** Called after a step, counted from 1, with its loss. */
  void onStep(int step, double loss);
}
