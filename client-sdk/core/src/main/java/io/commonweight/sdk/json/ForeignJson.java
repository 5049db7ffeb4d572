package io.commonweight.sdk.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON (RFC 8259) in the spelling of programs other than ours: members in any order, with white
 * space; but in UTF-8 only, each member once, at most 16 levels deep, and nothing converted.
 *
 * <p>What is read so is never compared or signed by its bytes; for that there is {@link
 * CanonicalJson}.
 */
public final class ForeignJson {
  private static final ObjectMapper MAPPER =
      CanonicalJson.mapper()
          .copy()
          .setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));

  private ForeignJson() {}

  /**
   * Reads bytes as a record: every member known unless the record says otherwise, every component
   * present unless it is optional.
   *
   * @param maxBytes the most bytes that are looked at
   * @throws JsonException if there are more, or if they do not describe a {@code T}
   */
  public static <T> T read(byte[] json, int maxBytes, Class<T> type) throws JsonException {
    if (json.length > maxBytes) {
      throw new JsonException(
          "JSON of " + json.length + " bytes, at most " + maxBytes + " allowed");
    }
    T value;
    try {
      // From text, because from bytes Jackson would guess UTF-16 and UTF-32 as well.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      value = MAPPER.readValue(text, type);
    } catch (CharacterCodingException e) {
      throw new JsonException("not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw new JsonException(
          "not a valid " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
    if (value == null) {
      throw new JsonException("null is no " + type.getSimpleName());
    }
    return value;
  }
}
