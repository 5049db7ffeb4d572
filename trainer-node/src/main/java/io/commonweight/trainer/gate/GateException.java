package io.commonweight.trainer.gate;

/** The gate stays shut: nothing has left the site, and why. */
public final class GateException extends Exception {
  /** The reason, and what to do. */
  public GateException(String message) {
    super(message);
  }

  GateException(String message, Throwable cause) {
    super(message, cause);
  }
}
