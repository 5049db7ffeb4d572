package io.commonweight.trainer.tabletop;

import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.Embodiment.Dimension;
import io.commonweight.trainer.policy.Input;
import io.commonweight.trainer.policy.Output;
import io.commonweight.trainer.policy.PolicyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tabletop's embodiment profile, and the policy that fits it. */
final class TabletopProfile {
  static final int FPS = 10;
  private static final String PROGRESS = "progress";
  private static final List<String> POINTS =
      List.of("ee", "cube", "cube_goal", "disc", "disc_goal", "target");

  private TabletopProfile() {}

  static Embodiment embodiment() {
    List<Dimension> state = new ArrayList<>();
    for (String point : POINTS) {
      state.add(new Dimension(point + ".x", "m", -0.35, 0.35, false));
      state.add(new Dimension(point + ".y", "m", 0.15, 0.55, false));
    }
    state.add(new Dimension("gripper", "1", 0, 1, false));
    state.add(new Dimension("holding", "1", 0, 1, false));
    state.add(new Dimension(PROGRESS, "1", 0, 2, false));
    List<Dimension> action =
        List.of(
            new Dimension("ee.dx", "m", -Table.MAX_STEP, Table.MAX_STEP, true),
            new Dimension("ee.dy", "m", -Table.MAX_STEP, Table.MAX_STEP, true),
            new Dimension("gripper", "1", 0, 1, false));
    return new Embodiment("planar_arm", "ee_delta", FPS, state, action);
  }

  static PolicyConfig config() {
    List<String> columns = embodiment().state().stream().map(Dimension::name).toList();
    return new PolicyConfig(
        columns,
        PolicyConfig.Goal.OBSERVED,
        inputs(),
        List.of(
            Output.direct("ee.dx", 0, Table.MAX_STEP),
            Output.direct("ee.dy", 0, Table.MAX_STEP),
            Output.direct("gripper", 0.5, 0.5)),
        List.of(192, 192),
        4,
        2);
  }

  private static List<Input> inputs() {
    List<Input> inputs = new ArrayList<>();
    for (Skill skill : Skill.values()) {
      Input.TaskWord gate = new Input.TaskWord(skill.verb(), Optional.of(PROGRESS));
      inputs.add(gate);
      for (Input input : inputs(skill)) {
        inputs.add(new Input.Gated(gate, input));
      }
    }
    return inputs;
  }

  private static List<Input> inputs(Skill skill) {
    List<Input> inputs = new ArrayList<>();
    switch (skill) {
      case REACH -> addOffset(inputs, "ee", "target");
      case PUSH -> {
        addOffset(inputs, "ee", "disc");
        addOffset(inputs, "disc", "disc_goal");
      }
      case PLACE -> {
        addOffset(inputs, "ee", "cube");
        addOffset(inputs, "ee", "cube_goal");
        inputs.add(new Input.Value("gripper", 0.5, 0.5));
        inputs.add(new Input.Value("holding", 0.5, 0.5));
      }
    }
    return inputs;
  }

  /**
   * An offset three ways: over the table, near zero at the scale of two steps, and its direction.
   */
  private static void addOffset(List<Input> inputs, String from, String to) {
    for (int axis = 0; axis < 2; axis++) {
      String minuend = point(to).get(axis);
      String subtrahend = point(from).get(axis);
      inputs.add(new Input.Difference(minuend, subtrahend, 0.35, 2));
      inputs.add(new Input.Difference(minuend, subtrahend, 0.06, 1.5));
      inputs.add(new Input.Direction(point(from), point(to), axis, 0.005));
    }
  }

  private static List<String> point(String name) {
    return List.of(name + ".x", name + ".y");
  }

  /** What the table shows, in the order of the profile's state. */
  static float[] observe(Table table) {
    Layout layout = table.layout();
    List<Point> points =
        List.of(
            table.tip(),
            table.cube(),
            layout.cubeGoal(),
            table.disc(),
            layout.discGoal(),
            layout.target());
    float[] state = new float[2 * points.size() + 3];
    for (int i = 0; i < points.size(); i++) {
      state[2 * i] = (float) points.get(i).x();
      state[2 * i + 1] = (float) points.get(i).y();
    }
    state[2 * points.size()] = (float) table.opening();
    state[2 * points.size() + 1] = table.isHolding() ? 1 : 0;
    state[2 * points.size() + 2] = table.progress();
    return state;
  }
}
