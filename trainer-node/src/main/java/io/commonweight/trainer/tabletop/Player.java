package io.commonweight.trainer.tabletop;

import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.data.Frames;
import io.commonweight.trainer.policy.Controller;
import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.Embodiment.Dimension;
import io.commonweight.trainer.policy.ForwardPass;
import io.commonweight.trainer.policy.PolicyConfig;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Plays episodes: by the expert, recording, or by a policy, judging. */
final class Player {
  private static final int MAX_STEPS_PER_SKILL = 80;
  private static final int REST_STEPS = 4;

  private Player() {}

  /**
   * Records the expert on a scenario.
   *
   * @param noise standard deviation of the disturbance added to each executed motion, metres per
   *     step; commands are recorded undisturbed
   * @return the demonstration, or nothing if the expert did not finish
   */
  static Optional<Demonstration> demonstrate(Scenario scenario, double noise, Random random) {
    Table table = new Table(scenario);
    List<float[]> states = new ArrayList<>();
    List<float[]> actions = new ArrayList<>();
    int rest = 0;
    for (int step = 0; step < maxSteps(scenario) && rest < REST_STEPS; step++) {
      Expert.Command command = Expert.command(table);
      states.add(TabletopProfile.observe(table));
      actions.add(
          new float[] {
            (float) command.motion().x(), (float) command.motion().y(), (float) command.gripper()
          });
      Point disturbance = new Point(random.nextGaussian(), random.nextGaussian()).times(noise);
      boolean resting = command.motion().length() == 0;
      table.step(command.motion().plus(resting ? new Point(0, 0) : disturbance), command.gripper());
      rest = resting && table.isSolved() ? rest + 1 : 0;
    }
    if (rest < REST_STEPS) {
      return Optional.empty();
    }
    Embodiment profile = TabletopProfile.embodiment();
    return Optional.of(
        new Demonstration(
            scenario.task(), table(profile.state(), states), table(profile.action(), actions)));
  }

  /** Whether a policy solves a scenario: every skill done at once, the first before the second. */
  static boolean solves(PolicyConfig config, ForwardPass network, Scenario scenario) {
    Table table = new Table(scenario);
    Controller controller = new Controller(config, network, scenario.task());
    for (int step = 0; step < maxSteps(scenario) && !table.isSolved(); step++) {
      double[] command = controller.act(TabletopProfile.observe(table));
      table.step(new Point(command[0], command[1]), command[2]);
    }
    return table.isSolved();
  }

  private static int maxSteps(Scenario scenario) {
    return MAX_STEPS_PER_SKILL * scenario.skills().size();
  }

  private static Frames table(List<Dimension> dimensions, List<float[]> rows) {
    List<String> names = dimensions.stream().map(Dimension::name).toList();
    FloatBuffer values = FloatBuffer.allocate(rows.size() * names.size());
    rows.forEach(values::put);
    return new Frames(names, rows.size(), values.flip());
  }
}
