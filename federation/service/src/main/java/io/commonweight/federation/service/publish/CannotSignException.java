package io.commonweight.federation.service.publish;

/** An organization must not sign what a quorum seems to ask for; the message says why. */
public final class CannotSignException extends Exception {

  /** With the reason in words. */
  public CannotSignException(String message) {
    super(message);
  }

  public CannotSignException(String message, Throwable cause) {
    super(message, cause);
  }
}
