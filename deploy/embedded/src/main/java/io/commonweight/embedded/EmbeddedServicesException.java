package io.commonweight.embedded;

import org.jspecify.annotations.Nullable;

/**
 * A service could not be started, reached or stopped; the message names the cause and the next
 * step.
 */
public final class EmbeddedServicesException extends RuntimeException {

  EmbeddedServicesException(String message) {
    super(message);
  }

  EmbeddedServicesException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
