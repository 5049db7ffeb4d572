package io.commonweight.sdk.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.Arrays;

/**
 * RFC 8785 canonical JSON, narrowed to a profile without its hard parts: objects, arrays, strings,
 * booleans and integers of at most 2<sup>53</sup>−1 in magnitude; no floats and no null; keys of
 * {@code [a-z_][a-zA-Z0-9_]*}, each once; no lone surrogates; at most 16 levels deep.
 *
 * <p>Reading accepts canonical bytes only, so what is parsed, stored and signed are the same bytes.
 */
public final class CanonicalJson {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER_LENGTH = 17;

  /** An empty array of two bytes becomes an object of a hundred: their number is bounded too. */
  private static final int MAX_TOKENS = 1 << 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .build())
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .withCoercionConfig(LogicalType.Textual, CanonicalJson::refuse)
          .withCoercionConfig(LogicalType.Enum, CanonicalJson::refuse)
          .build();

  private CanonicalJson() {}

  /** What reads strictly, though in any spelling. */
  static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * The canonical bytes of a value made of records, lists, strings, booleans and integers.
   *
   * @throws IllegalArgumentException if the value lies outside the profile
   */
  public static byte[] write(Object value) {
    try {
      return CanonicalWriter.write(tree(value));
    } catch (JsonException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The tree of a value, for putting it into a larger one. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Parses canonical bytes.
   *
   * @param maxBytes the most bytes that are looked at
   * @throws JsonException if there are more, or if they are not canonical JSON of the profile
   */
  public static JsonNode parse(byte[] json, int maxBytes) throws JsonException {
    if (json.length > maxBytes) {
      throw new JsonException(
          "JSON of " + json.length + " bytes, at most " + maxBytes + " allowed");
    }
    JsonNode tree;
    try {
      tree = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new JsonException("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new JsonException("not JSON: " + e.getMessage(), e);
    }
    if (!Arrays.equals(CanonicalWriter.write(tree), json)) {
      throw new JsonException("JSON is not in canonical form (RFC 8785)");
    }
    return tree;
  }

  /**
   * Reads a tree as a record, strictly: every member known, every component present.
   *
   * @throws JsonException if the tree does not describe a {@code T}, with the cause in words
   */
  public static <T> T read(JsonNode tree, Class<T> type) throws JsonException {
    T value;
    try {
      value = MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new JsonException(
          "not a valid " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
    // Jackson takes white space around the names of constants, and who knows what else.
    if (!Arrays.equals(CanonicalWriter.write(tree(value)), CanonicalWriter.write(tree))) {
      throw new JsonException(
          "not a valid " + type.getSimpleName() + ": it is not what one is written as");
    }
    return value;
  }

  private static void refuse(MutableCoercionConfig config) {
    for (CoercionInputShape shape : CoercionInputShape.values()) {
      config.setCoercion(shape, CoercionAction.Fail);
    }
  }

  /** {@link #parse} and {@link #read} in one. */
  public static <T> T read(byte[] json, int maxBytes, Class<T> type) throws JsonException {
    return read(parse(json, maxBytes), type);
  }
}
