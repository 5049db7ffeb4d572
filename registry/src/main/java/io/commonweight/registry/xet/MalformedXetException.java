package io.commonweight.registry.xet;

import java.io.IOException;

/** A xorb or a shard is not as Xet has it, or does not contain what it says. */
final class MalformedXetException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedXetException(String message) {
    super(message);
  }

  MalformedXetException(String message, Throwable cause) {
    super(message, cause);
  }
}
