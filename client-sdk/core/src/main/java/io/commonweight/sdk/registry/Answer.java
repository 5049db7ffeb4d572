package io.commonweight.sdk.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * JSON from a server that is not trusted, read member by member: one that is missing, or of another
 * type, is an error that names it.
 *
 * @param what what the JSON is, for messages
 * @param tree the JSON
 */
record Answer(String what, JsonNode tree) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads bytes.
   *
   * @throws IOException if they are not JSON
   */
  static Answer parse(String what, byte[] json) throws IOException {
    try {
      return new Answer(what, MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IOException(what + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** A member that is an object. */
  JsonNode object(String member) throws IOException {
    JsonNode node = tree.path(member);
    require(node.isObject(), member, "an object");
    return node;
  }

  /** A member that is a list. */
  JsonNode list(String member) throws IOException {
    JsonNode node = tree.path(member);
    require(node.isArray(), member, "a list");
    return node;
  }

  /** A member that is text. */
  String text(String member) throws IOException {
    JsonNode node = tree.path(member);
    require(node.isTextual(), member, "text");
    return node.textValue();
  }

  /** A member that is an index, from 0 on. */
  long index(String member) throws IOException {
    JsonNode node = tree.path(member);
    boolean isLong = node.isIntegralNumber() && node.canConvertToLong();
    require(isLong && node.longValue() >= 0, member, "an index");
    return node.longValue();
  }

  private void require(boolean holds, String member, String type) throws IOException {
    if (!holds) {
      throw new IOException("%s has no '%s' that is %s".formatted(what, member, type));
    }
  }
}
