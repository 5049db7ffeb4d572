package io.commonweight.federation.service.publish;

/** An organization must not sign what a quorum seems to ask for; the message says why. */
public final class CannotSignException extends Exception {

  CannotSignException(String message) {
    super(message);
  }

  CannotSignException(String message, Throwable cause) {
    super(message, cause);
  }
}
