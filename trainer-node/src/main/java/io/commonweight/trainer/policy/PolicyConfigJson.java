package io.commonweight.trainer.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/** The architecture as the JSON of {@code config.json}. */
public final class PolicyConfigJson {
  /** The architecture's name in {@code config.json}. */
  public static final String TYPE = "mlp-chunk";

  private static final int MAX_WIDTH = 65_536;

  private PolicyConfigJson() {}

  /** Writes an architecture; only strings, integers, lists and objects. */
  public static ObjectNode write(PolicyConfig config) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("type", TYPE);
    config.observation().forEach(root.putArray("observation")::add);
    root.put("goal", config.goal().name().toLowerCase(Locale.ROOT));
    ArrayNode inputs = root.putArray("inputs");
    config.inputs().forEach(input -> inputs.add(InputJson.write(input)));
    ArrayNode outputs = root.putArray("outputs");
    config.outputs().forEach(output -> outputs.add(write(output)));
    config.hidden().forEach(root.putArray("hidden")::add);
    root.put("chunk", config.chunk());
    root.put("execute", config.execute());
    return root;
  }

  /**
   * Reads an architecture.
   *
   * @throws IllegalArgumentException if it is another type or a field is missing or wrong
   */
  public static PolicyConfig read(JsonNode root) {
    Fields fields = new Fields(root);
    if (!fields.text("type").equals(TYPE)) {
      throw new IllegalArgumentException(
          "Policies of type %s are unknown, only %s".formatted(fields.text("type"), TYPE));
    }
    return new PolicyConfig(
        fields.texts("observation"),
        goal(fields.text("goal")),
        fields.list("inputs", InputJson::read),
        fields.list("outputs", PolicyConfigJson::output),
        fields.list("hidden", PolicyConfigJson::width),
        fields.integer("chunk"),
        fields.integer("execute"));
  }

  private static PolicyConfig.Goal goal(String name) {
    for (PolicyConfig.Goal goal : PolicyConfig.Goal.values()) {
      if (goal.name().toLowerCase(Locale.ROOT).equals(name)) {
        return goal;
      }
    }
    throw new IllegalArgumentException("Field goal is unknown: " + name);
  }

  private static int width(JsonNode node) {
    if (!node.isIntegralNumber() || node.asLong() < 1 || node.asLong() > MAX_WIDTH) {
      throw new IllegalArgumentException("Field hidden must hold widths of 1 to " + MAX_WIDTH);
    }
    return node.intValue();
  }

  private static ObjectNode write(Output output) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", output.name());
    node.put("center", Fields.decimal(output.center()));
    node.put("scale", Fields.decimal(output.scale()));
    output.relativeTo().ifPresent(column -> node.put("relative_to", column));
    return node;
  }

  private static Output output(JsonNode node) {
    Fields fields = new Fields(node);
    return new Output(
        fields.text("name"),
        fields.real("center"),
        fields.real("scale"),
        fields.has("relative_to") ? Optional.of(fields.text("relative_to")) : Optional.empty());
  }
}
