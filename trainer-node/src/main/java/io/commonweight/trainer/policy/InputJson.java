package io.commonweight.trainer.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** One network input as JSON. */
final class InputJson {
  private static final int MAX_DEPTH = 4;

  private InputJson() {}

  static ObjectNode write(Input input) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (input) {
      case Input.Value(String column, double center, double scale) ->
          node.put("kind", "value")
              .put("column", column)
              .put("center", Fields.decimal(center))
              .put("scale", Fields.decimal(scale));
      case Input.Difference(String minuend, String subtrahend, double scale, double limit) ->
          node.put("kind", "difference")
              .put("minuend", minuend)
              .put("subtrahend", subtrahend)
              .put("scale", Fields.decimal(scale))
              .put("limit", Fields.decimal(limit));
      case Input.Direction(List<String> from, List<String> to, int axis, double softness) -> {
        node.put("kind", "direction").put("axis", axis).put("softness", Fields.decimal(softness));
        from.forEach(node.putArray("from")::add);
        to.forEach(node.putArray("to")::add);
      }
      case Input.TaskWord(String word, Optional<String> progress) -> {
        node.put("kind", "task_word").put("word", word);
        progress.ifPresent(column -> node.put("progress", column));
      }
      case Input.Gated(Input.TaskWord gate, Input gated) -> {
        node.put("kind", "gated");
        node.set("gate", write(gate));
        node.set("input", write(gated));
      }
    }
    return node;
  }

  static Input read(JsonNode node) {
    return read(node, MAX_DEPTH);
  }

  private static Input read(JsonNode node, int depth) {
    Fields fields = new Fields(node);
    String kind = fields.text("kind");
    return switch (kind) {
      case "value" ->
          new Input.Value(fields.text("column"), fields.real("center"), fields.real("scale"));
      case "difference" ->
          new Input.Difference(
              fields.text("minuend"),
              fields.text("subtrahend"),
              fields.real("scale"),
              fields.real("limit"));
      case "direction" ->
          new Input.Direction(
              fields.texts("from"),
              fields.texts("to"),
              fields.integer("axis"),
              fields.real("softness"));
      case "task_word" -> taskWord(fields);
      case "gated" -> {
        if (depth == 0) {
          throw new IllegalArgumentException("Inputs are nested too deeply");
        }
        yield new Input.Gated(
            taskWord(fields.object("gate")), read(fields.object("input").node(), depth - 1));
      }
      default -> throw new IllegalArgumentException("Inputs of kind " + kind + " are unknown");
    };
  }

  private static Input.TaskWord taskWord(Fields fields) {
    return new Input.TaskWord(
        fields.text("word"),
        fields.has("progress") ? Optional.of(fields.text("progress")) : Optional.empty());
  }
}
