package io.commonweight.sdk.oms;

/** A bundle that is refused; the message says which rule it breaks. */
public final class OmsException extends Exception {

  private static final long serialVersionUID = 1L;

  OmsException(String message) {
    super(message);
  }

  OmsException(String message, Throwable cause) {
    super(message, cause);
  }
}
