package io.commonweight.sdk.weights;

import java.io.IOException;

/** A file that is no safetensors file of our profile; the message says which rule it breaks. */
public final class SafetensorsException extends IOException {

  private static final long serialVersionUID = 1L;

  /** A refusal whose message names what is wrong. */
  public SafetensorsException(String message) {
    super(message);
  }
}
