package io.commonweight.sdk.statement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.sdk.json.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text of a payload in parts, so that tests can write what no writer would.
 *
 * @param head what comes before the predicate's members
 * @param members {@code "key":value} of the predicate, in order
 * @param tail what comes after them
 */
record PayloadText(String head, List<String> members, String tail) {
  private static final String HEAD =
      "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{";

  PayloadText {
    members = List.copyOf(members);
  }

  static PayloadText of(Predicate predicate) {
    String text = text(new Statement(predicate));
    var sorted = new TreeMap<String, JsonNode>();
    for (Map.Entry<String, JsonNode> member : tree(text).path("predicate").properties()) {
      sorted.put(member.getKey(), member.getValue());
    }
    List<String> members = new ArrayList<>();
    sorted.forEach((key, value) -> members.add('"' + key + "\":" + canonical(value)));
    return new PayloadText(HEAD, members, text.substring(text.indexOf("},\"predicateType\"")));
  }

  static String text(Statement statement) {
    return new String(statement.encode(), UTF_8);
  }

  static JsonNode tree(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String canonical(JsonNode value) {
    return new String(CanonicalJson.write(value), UTF_8);
  }

  String text() {
    return head + String.join(",", members) + tail;
  }

  PayloadText with(String member) {
    var more = new ArrayList<>(members);
    more.add(member);
    return new PayloadText(head, more, tail);
  }

  PayloadText without(int member) {
    var fewer = new ArrayList<>(members);
    fewer.remove(member);
    return new PayloadText(head, fewer, tail);
  }

  /** The first member twice. */
  PayloadText repeated() {
    var more = new ArrayList<>(members);
    more.addFirst(members.getFirst());
    return new PayloadText(head, more, tail);
  }

  /** The first member with another value, in JSON. */
  PayloadText withFirst(String value) {
    String first = members.getFirst();
    var other = new ArrayList<>(members);
    other.set(0, first.substring(0, first.indexOf(':') + 1) + value);
    return new PayloadText(head, other, tail);
  }

  /** The predicate's members in another order; the same if there is only one. */
  PayloadText reversed() {
    return new PayloadText(head, members.reversed(), tail);
  }
}
