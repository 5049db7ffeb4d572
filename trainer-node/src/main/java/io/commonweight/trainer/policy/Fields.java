package io.commonweight.trainer.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Typed access to a JSON object's fields. Real numbers are decimal strings, since the canonical
 * JSON that is hashed and signed has no floats.
 */
record Fields(JsonNode node) {
  private static final int MAX_ELEMENTS = 10_000;

  String text(String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("Field " + field + " must be a string");
    }
    return value.textValue();
  }

  double real(String field) {
    String text = text(field);
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Field %s is no number: %s".formatted(field, text), e);
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("Field " + field + " is not finite: " + text);
    }
    return value;
  }

  int integer(String field) {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new IllegalArgumentException("Field " + field + " must be an integer");
    }
    return value.intValue();
  }

  boolean flag(String field) {
    JsonNode value = node.path(field);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("Field " + field + " must be true or false");
    }
    return value.booleanValue();
  }

  Fields object(String field) {
    return new Fields(node.path(field));
  }

  boolean has(String field) {
    return node.has(field);
  }

  <T> List<T> list(String field, Function<JsonNode, T> element) {
    JsonNode array = node.path(field);
    if (!array.isArray() || array.size() > MAX_ELEMENTS) {
      throw new IllegalArgumentException(
          "Field %s must be a list of at most %d".formatted(field, MAX_ELEMENTS));
    }
    List<T> elements = new ArrayList<>();
    array.forEach(node -> elements.add(element.apply(node)));
    return elements;
  }

  List<String> texts(String field) {
    return list(
        field,
        node -> {
          if (!node.isTextual()) {
            throw new IllegalArgumentException("Field " + field + " must hold strings");
          }
          return node.textValue();
        });
  }

  static String decimal(double value) {
    return Double.toString(value);
  }
}
