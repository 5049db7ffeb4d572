package io.commonweight.cli.audit;

/** A round whose aggregate cannot be computed anew here. */
final class IncomputableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  IncomputableException(String message) {
    super(message);
  }
}
