package io.commonweight.demo.process;

import java.io.IOException;

/** A child process that ended with an error, or never became ready. */
public final class ChildFailedException extends IOException {

  /** Names the child, its log and the last lines of it. */
  public ChildFailedException(String message) {
    super(message);
  }
}
