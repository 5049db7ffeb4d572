package io.commonweight.registry.account;

import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import io.commonweight.sdk.json.ForeignJson;
import io.commonweight.sdk.json.JsonException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the JSON bodies of requests. */
public final class JsonBody {
  private static final int MAX_BYTES = 16_384;

  private JsonBody() {}

  /**
   * Reads a body as a record.
   *
   * @throws TooMuch if it is larger than 16 KiB
   * @throws BadRequest if it does not describe a {@code T}
   */
  public static <T> T read(InputStream body, Class<T> type) throws IOException {
    return read(body, MAX_BYTES, type);
  }

  /**
   * Reads a body as a record.
   *
   * @throws TooMuch if it is larger than {@code maxBytes}
   * @throws BadRequest if it does not describe a {@code T}
   */
  public static <T> T read(InputStream body, int maxBytes, Class<T> type) throws IOException {
    byte[] json = body.readNBytes(maxBytes + 1);
    if (json.length > maxBytes) {
      throw new TooMuch("the body is larger than " + maxBytes + " bytes");
    }
    try {
      return ForeignJson.read(json, maxBytes, type);
    } catch (JsonException e) {
      throw new BadRequest("the body is " + e.getMessage());
    }
  }
}
