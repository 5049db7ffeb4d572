package io.commonweight.federation.round;

import java.io.IOException;

/**
 * The federation went on in another log from before some entries that were seen of this one. They
 * were never witnessed, and count no more.
 */
public final class LogMovedException extends IOException {
  private static final long serialVersionUID = 1L;

  LogMovedException(String detail) {
    super(detail);
  }
}
