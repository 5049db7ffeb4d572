package io.commonweight.sdk.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Writes a tree as RFC 8785 JSON, refusing what the profile leaves out. */
final class CanonicalWriter {
  private static final Pattern KEY = Pattern.compile("[a-z_][a-zA-Z0-9_]{0,63}");
  private static final long MAX_INTEGER = (1L << 53) - 1;

  private final StringBuilder out = new StringBuilder();

  private CanonicalWriter() {}

  static byte[] write(JsonNode tree) throws JsonException {
    var writer = new CanonicalWriter();
    writer.value(tree);
    return writer.utf8();
  }

  private byte[] utf8() throws JsonException {
    try {
      // The encoder reports lone surrogates, which String.getBytes would turn into '?'.
      var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(out));
      var bytes = new ByteArrayOutputStream(encoded.remaining());
      bytes.write(encoded.array(), encoded.arrayOffset(), encoded.remaining());
      return bytes.toByteArray();
    } catch (CharacterCodingException e) {
      throw new JsonException("a string has a lone surrogate", e);
    }
  }

  private void value(JsonNode node) throws JsonException {
    switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> array(node);
      case STRING -> string(node.textValue());
      case BOOLEAN -> out.append(node.booleanValue());
      case NUMBER -> number(node);
      case NULL, MISSING, BINARY, POJO ->
          throw new JsonException(node.getNodeType() + " is not in the JSON profile");
    }
  }

  private void object(JsonNode node) throws JsonException {
    // Keys are ASCII, so the UTF-16 order of RFC 8785 is the order of String.
    var members = new TreeMap<String, JsonNode>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!KEY.matcher(member.getKey()).matches()) {
        throw new JsonException("key '" + member.getKey() + "' is not in the JSON profile");
      }
      members.put(member.getKey(), member.getValue());
    }
    out.append('{');
    String separator = "";
    for (Map.Entry<String, JsonNode> member : members.entrySet()) {
      out.append(separator);
      string(member.getKey());
      out.append(':');
      value(member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void array(JsonNode node) throws JsonException {
    out.append('[');
    String separator = "";
    for (JsonNode element : node) {
      out.append(separator);
      value(element);
      separator = ",";
    }
    out.append(']');
  }

  private void number(JsonNode node) throws JsonException {
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() > MAX_INTEGER
        || node.longValue() < -MAX_INTEGER) {
      throw new JsonException("number " + node + " is not an integer of at most 2^53-1");
    }
    out.append(node.longValue());
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (c < 0x20) {
          out.append("\\u00").append(Character.forDigit(c >> 4, 16));
          out.append(Character.forDigit(c & 0xf, 16));
        } else {
          out.append(c);
        }
      }
    }
  }
}
