package io.commonweight.federation.card;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.commonweight.sdk.json.JsonException;
import java.io.IOException;
import java.util.List;

/**
 * A JSON object of somebody's making, read member by member.
 *
 * @param name what errors call it
 * @param root the object
 */
record JsonFile(String name, JsonNode root) {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_TEXT = 200;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static JsonFile parse(String name, byte[] json, int maxBytes) throws JsonException {
    if (json.length > maxBytes) {
      throw new JsonException(
          name + " has " + json.length + " bytes, at most " + maxBytes + " are read");
    }
    try {
      return new JsonFile(name, MAPPER.readTree(json));
    } catch (IOException e) {
      throw new JsonException(name + " is not JSON: " + e.getMessage());
    }
  }

  boolean has(String member) {
    return root.has(member);
  }

  String text(String member) throws JsonException {
    JsonNode value = root.path(member);
    if (!value.isTextual()
        || value.textValue().isBlank()
        || value.textValue().length() > MAX_TEXT
        || value.textValue().chars().anyMatch(Character::isISOControl)) {
      throw new JsonException(
          "%s: %s must be a text of one line, at most %d characters"
              .formatted(name, member, MAX_TEXT));
    }
    return value.textValue();
  }

  int positive(String member) throws JsonException {
    JsonNode value = root.path(member);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
      throw new JsonException(name + ": " + member + " must be a whole number of at least 1");
    }
    return value.intValue();
  }

  List<JsonNode> objects(String member, int max) throws JsonException {
    JsonNode list = root.path(member);
    if (!list.isArray() || list.isEmpty() || list.size() > max) {
      throw new JsonException("%s: %s must be a list of 1 to %d".formatted(name, member, max));
    }
    return list.valueStream().toList();
  }
}
