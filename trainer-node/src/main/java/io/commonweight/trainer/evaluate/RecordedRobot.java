package io.commonweight.trainer.evaluate;

import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.Embodiment.Dimension;
import io.commonweight.trainer.policy.Input;
import io.commonweight.trainer.policy.Output;
import io.commonweight.trainer.policy.PolicyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A robot whose recordings the suite knows: its profile, a policy that fits it, and what success
 * is. Both robots were guided by hand; the policies steer the position of the end effector and see
 * no recorded orientation of it.
 */
enum RecordedRobot {
  /** A Franka Panda in centimetres; the last pose of a recording is its goal. */
  PANDA("franka_panda_kinesthetic", "cm", 100, 0.25) {
    @Override
    PolicyConfig config(List<String> tasks) {
      List<Input> offsets = new ArrayList<>();
      List<Input> inputs = new ArrayList<>();
      for (String axis : axes()) {
        offsets.add(new Input.Difference("goal." + axis, axis, 10, 10));
        inputs.add(new Input.Difference("goal." + axis, axis, 20, 10));
      }
      inputs.addAll(gated(tasks, offsets));
      inputs.add(new Input.Value("goal.ee.x", 40, 10));
      inputs.add(new Input.Value("goal.ee.y", -30, 10));
      inputs.add(new Input.Value("goal.ee.z", 30, 10));
      List<String> turned = List.of("ee.qw", "ee.qx", "ee.qy", "ee.qz");
      turned.forEach(q -> inputs.add(new Input.Value("goal." + q, 0, 0.5)));
      List<String> columns = new ArrayList<>(axes());
      columns.addAll(turned);
      return config(columns, PolicyConfig.Goal.LAST_FRAME, inputs);
    }
  },

  /** The arm of the RAIL recordings in metres; the object's pose at the start is known. */
  RAIL("kinesthetic_arm_rail", "m", 1, 0.005) {
    @Override
    PolicyConfig config(List<String> tasks) {
      List<Input> inputs = new ArrayList<>();
      List<String> columns = new ArrayList<>(axes());
      for (String axis : axes()) {
        String object = axis.replace("ee", "obj");
        columns.add(object);
        inputs.add(new Input.Difference(object, axis, 0.2, 10));
      }
      for (int i = 0; i < 4; i++) {
        columns.add("obj.q" + i);
        inputs.add(new Input.Value("obj.q" + i, 0, 1));
      }
      List<Input> all = new ArrayList<>(inputs);
      all.addAll(gated(tasks, inputs));
      return config(columns, PolicyConfig.Goal.OBSERVED, all);
    }
  };

  private final String robotType;
  private final String unit;
  private final double reach;
  private final double step;

  RecordedRobot(String robotType, String unit, double reach, double step) {
    this.robotType = robotType;
    this.unit = unit;
    this.reach = reach;
    this.step = step;
  }

  /**
   * The robot of a {@code robot_type}.
   *
   * @throws IllegalArgumentException if it is none of these, listing them
   */
  static RecordedRobot of(String robotType) {
    for (RecordedRobot robot : values()) {
      if (robot.robotType.equals(robotType)) {
        return robot;
      }
    }
    throw new IllegalArgumentException(
        "There is no profile for robot_type \"%s\", only for %s and %s"
            .formatted(robotType, PANDA.robotType, RAIL.robotType));
  }

  /** The architecture for these tasks, without weights. */
  abstract PolicyConfig config(List<String> tasks);

  /** When a roll-out succeeds. */
  Criterion success() {
    return switch (this) {
      case PANDA -> new Criterion.Frechet(8);
      case RAIL -> new Criterion.GoalError(0.05);
    };
  }

  /** How far the robot reaches, in the unit of its recordings. */
  double reach() {
    return reach;
  }

  Embodiment embodiment() {
    PolicyConfig config = config(List.of());
    List<Dimension> state = new ArrayList<>();
    for (String column : config.observation()) {
      boolean turned = column.contains(".q");
      double limit = turned ? 1 : reach;
      state.add(new Dimension(column, turned ? "1" : unit, -limit, limit, false));
    }
    List<Dimension> action = new ArrayList<>();
    for (Output output : config.outputs()) {
      double limit = reach / 100;
      action.add(new Dimension(output.name(), unit, -limit, limit, true));
    }
    return new Embodiment(robotType, "ee_delta", 20, state, action);
  }

  PolicyConfig config(List<String> columns, PolicyConfig.Goal goal, List<Input> inputs) {
    List<Output> outputs = axes().stream().map(axis -> Output.step(axis, axis, step)).toList();
    return new PolicyConfig(columns, goal, inputs, outputs, List.of(256, 256), 8, 4);
  }

  static List<String> axes() {
    return List.of("ee.x", "ee.y", "ee.z");
  }

  /** Inputs once more per task, 0 in the others, which lets tasks share layers without quarrel. */
  static List<Input> gated(List<String> tasks, List<Input> inputs) {
    List<Input> gated = new ArrayList<>();
    for (String task : tasks) {
      Input.TaskWord gate = new Input.TaskWord(task, Optional.empty());
      gated.add(gate);
      inputs.forEach(input -> gated.add(new Input.Gated(gate, input)));
    }
    return gated;
  }
}
