package io.commonweight.sdk.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Random documents of the profile of {@link CanonicalJson}, with members in no order. */
final class RandomDocument {

  private static final int MAX_DEPTH = 5;
  private static final long MAX_INTEGER = (1L << 53) - 1;
  private static final String KEY_START = "abcdefghijklmnopqrstuvwxyz_";
  private static final String KEY_REST = KEY_START + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final Random random;

  RandomDocument(Random random) {
    this.random = random;
  }

  /** An object. */
  Map<String, Object> next() {
    return object(MAX_DEPTH);
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> string();
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong(-MAX_INTEGER, MAX_INTEGER + 1);
      case 3 -> random.nextInt(-3, 4);
      case 4 -> array(depth - 1);
      default -> object(depth - 1);
    };
  }

  private List<Object> array(int depth) {
    List<Object> elements = new ArrayList<>();
    int size = random.nextInt(5);
    while (elements.size() < size) {
      elements.add(value(depth));
    }
    return elements;
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    int size = random.nextInt(6);
    while (members.size() < size) {
      members.put(key(), value(depth));
    }
    return members;
  }

  private String key() {
    var key = new StringBuilder().append(anyOf(KEY_START));
    IntStream.range(0, random.nextInt(4)).forEach(_ -> key.append(anyOf(KEY_REST)));
    return key.toString();
  }

  private char anyOf(String characters) {
    return characters.charAt(random.nextInt(characters.length()));
  }

  private String string() {
    var text = new StringBuilder();
    IntStream.range(0, random.nextInt(12)).forEach(_ -> text.appendCodePoint(codePoint()));
    return text.toString();
  }

  /** From all planes, and as often from the first block with its quotes and control characters. */
  private int codePoint() {
    int plane = random.nextInt(17);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(0x80);
      case 1 -> random.nextInt(0xD800);
      case 2 -> random.nextInt(0xE000, 0x10000);
      default -> Math.max(0x10000, (plane << 16) + random.nextInt(0x10000));
    };
  }
}
