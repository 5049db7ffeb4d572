package io.commonweight.sdk.statement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A seeded random change of a document at one place. */
final class Mutation {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<Long> INTEGERS =
      List.of(
          -1L,
          0L,
          1L,
          2L,
          8L,
          9L,
          16L,
          17L,
          23L,
          24L,
          25L,
          40L,
          41L,
          64L,
          65L,
          127L,
          128L,
          255L,
          256L,
          257L,
          1000L,
          1001L,
          16_384L,
          16_385L,
          65_536L,
          65_537L,
          999_999L,
          1_000_000L,
          1_000_001L,
          4_194_304L,
          4_194_305L,
          31_536_000L,
          31_536_001L,
          100_000_000L,
          100_000_001L,
          2_147_483_646L,
          2_147_483_647L,
          2_147_483_648L,
          4_294_967_296L,
          4_294_967_297L,
          1_099_511_627_776L,
          1_099_511_627_777L,
          9_007_199_254_740_991L);
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "A",
          "-a",
          "a-",
          "a".repeat(63),
          "a".repeat(64),
          "a/b",
          "a/B",
          "/b",
          "a//b",
          "../a",
          "a.json",
          "a..json",
          "model.safetensors",
          "README.md",
          "0",
          "1",
          "-1",
          "9".repeat(39),
          "9".repeat(40),
          "0".repeat(64),
          "f".repeat(63),
          "F".repeat(64),
          "ROOT",
          "RELEASE",
          "LEFT",
          "REVOKE",
          "NORM",
          "OPEN",
          "I8",
          "I16",
          "I32",
          "MEAN",
          "CLIPPED_MEAN",
          "MEDIAN",
          "MULTI_KRUM",
          "CENTRED_CLIPPING",
          "NODE",
          "ORGANIZATION",
          "NONE",
          "NESTEROV",
          "ADAM",
          "ADAGRAD",
          "line\nfeed",
          "tab\t",
          "\u0000",
          "\ud83e\udd16",
          "x".repeat(1000),
          "x".repeat(1001),
          "\ud83e\udd16".repeat(1000),
          "a".repeat(255));

  private final Random random;

  Mutation(Random random) {
    this.random = random;
  }

  /** A changed copy. */
  JsonNode of(JsonNode document) {
    JsonNode copy = document.deepCopy();
    List<ContainerNode<?>> places = new ArrayList<>();
    collect(copy, places);
    switch (places.get(random.nextInt(places.size()))) {
      case ObjectNode object -> change(object);
      case ArrayNode array -> change(array);
      default -> throw new AssertionError("a third kind of container");
    }
    return copy;
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> places) {
    if (node instanceof ContainerNode<?> container) {
      places.add(container);
    }
    node.forEach(child -> collect(child, places));
  }

  private void change(ObjectNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    String key = keys.isEmpty() ? "more" : keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(8)) {
      case 0 -> object.remove(key);
      case 1 -> object.set("more", value(NODES.numberNode(1)));
      default -> object.set(key, value(object.path(key)));
    }
  }

  private void change(ArrayNode array) {
    int size = array.size();
    switch (random.nextInt(4)) {
      case 0 -> array.removeAll();
      case 1 -> {
        if (size > 0) {
          array.remove(random.nextInt(size));
        }
      }
      case 2 -> array.add(size > 0 ? array.get(random.nextInt(size)).deepCopy() : value(array));
      default -> {
        if (size > 0) {
          int place = random.nextInt(size);
          array.set(place, value(array.get(place)));
        }
      }
    }
  }

  /** Mostly one of the same type, at or next to the bounds that the kinds of statement have. */
  private JsonNode value(JsonNode old) {
    if (random.nextInt(6) == 0) {
      return ofAnyType();
    }
    if (old.isIntegralNumber()) {
      return random.nextBoolean()
          ? NODES.numberNode(INTEGERS.get(random.nextInt(INTEGERS.size())))
          : NODES.numberNode(old.longValue() + random.nextInt(3) - 1);
    }
    return old.isTextual() ? text(old.textValue()) : ofAnyType();
  }

  private JsonNode text(String old) {
    return NODES.textNode(
        switch (random.nextInt(6)) {
          case 0 -> old + "\n";
          case 1 -> old.substring(0, old.length() / 2);
          case 2 -> old + old;
          default -> TEXTS.get(random.nextInt(TEXTS.size()));
        });
  }

  private JsonNode ofAnyType() {
    return switch (random.nextInt(7)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(1.5);
      case 3 -> NODES.textNode("1");
      case 4 -> NODES.arrayNode();
      case 5 -> NODES.objectNode();
      default -> NODES.numberNode(1);
    };
  }

  /** A document's tree. */
  static JsonNode tree(byte[] json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
