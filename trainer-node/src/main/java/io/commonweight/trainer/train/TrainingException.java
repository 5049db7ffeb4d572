package io.commonweight.trainer.train;

/** Training cannot go on, and why. */
public final class TrainingException extends Exception {
  TrainingException(String message) {
    super(message);
  }
}
