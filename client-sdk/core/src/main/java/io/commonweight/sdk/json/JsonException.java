package io.commonweight.sdk.json;

/** Bytes that are not JSON of our profile, or that do not describe the type asked for. */
public final class JsonException extends Exception {

  private final String message;

  /** A refusal whose message names what is wrong. */
  public JsonException(String message) {
    super(message);
    this.message = message;
  }

  JsonException(String message, Throwable cause) {
    super(message, cause);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
