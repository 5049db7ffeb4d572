package io.commonweight.sdk.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Weights files that a quorum signed, and that no client may load. */
final class WeightsForgery {

  private WeightsForgery() {}

  /** The file that a case tells of. */
  static byte[] of(JsonNode told) {
    if (told.has("values")) {
      float[] values = new float[told.path("values").size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(told.path("values").get(i).asText());
      }
      return ReleaseFixture.weights(values);
    }
    if (told.has("append")) {
      byte[] genuine = ReleaseFixture.weights(1, -2, 3);
      return Arrays.copyOf(genuine, genuine.length + told.path("append").asInt());
    }
    return file(told.path("header").asText(), told.path("header_bytes").asLong(-1));
  }

  /** A header and twelve bytes of data. */
  private static byte[] file(String header, long stated) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return ByteBuffer.allocate(8 + padded.length + 12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(stated < 0 ? padded.length : stated)
        .put(padded)
        .putFloat(1)
        .putFloat(-2)
        .putFloat(3)
        .array();
  }
}
