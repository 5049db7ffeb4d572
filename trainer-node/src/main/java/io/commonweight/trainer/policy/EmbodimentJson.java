package io.commonweight.trainer.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.commonweight.trainer.policy.Embodiment.Dimension;
import java.util.List;

/** The embodiment profile as the JSON of {@code embodiment.json}. */
public final class EmbodimentJson {
  private EmbodimentJson() {}

  /** Writes a profile; only strings, integers, booleans, lists and objects. */
  public static ObjectNode write(Embodiment embodiment) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", 1);
    root.put("robot_type", embodiment.robotType());
    root.put("control_mode", embodiment.controlMode());
    root.put("fps", embodiment.fps());
    write(embodiment.state(), root.putArray("state"));
    write(embodiment.action(), root.putArray("action"));
    return root;
  }

  /**
   * Reads a profile.
   *
   * @throws IllegalArgumentException if a field is missing or wrong, naming it
   */
  public static Embodiment read(JsonNode root) {
    Fields fields = new Fields(root);
    if (fields.integer("version") != 1) {
      throw new IllegalArgumentException("This software reads embodiment profiles of version 1");
    }
    return new Embodiment(
        fields.text("robot_type"),
        fields.text("control_mode"),
        fields.integer("fps"),
        fields.list("state", EmbodimentJson::dimension),
        fields.list("action", EmbodimentJson::dimension));
  }

  private static void write(List<Dimension> dimensions, ArrayNode to) {
    for (Dimension dimension : dimensions) {
      to.addObject()
          .put("name", dimension.name())
          .put("unit", dimension.unit())
          .put("lower", Fields.decimal(dimension.lower()))
          .put("upper", Fields.decimal(dimension.upper()))
          .put("relative", dimension.relative());
    }
  }

  private static Dimension dimension(JsonNode node) {
    Fields fields = new Fields(node);
    return new Dimension(
        fields.text("name"),
        fields.text("unit"),
        fields.real("lower"),
        fields.real("upper"),
        fields.flag("relative"));
  }
}
