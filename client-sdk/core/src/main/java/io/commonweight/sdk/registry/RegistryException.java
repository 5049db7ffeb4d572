package io.commonweight.sdk.registry;

import java.io.IOException;

/** A registry's refusal, as RFC 9457 problem details say it, or a redirect. */
public final class RegistryException extends IOException {
  private final int status;
  private final String type;

  /**
   * @param status the HTTP status
   * @param type the last segment of the problem's type, such as {@code digest-mismatch}; empty if
   *     the answer had none
   * @param message the cause in words
   */
  public RegistryException(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The kind of problem, for decisions. */
  public String type() {
    return type;
  }
}
