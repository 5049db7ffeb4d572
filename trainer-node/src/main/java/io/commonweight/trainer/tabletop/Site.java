package io.commonweight.trainer.tabletop;

import java.util.List;
import java.util.Random;

/**
 * Where episodes come from: an arm, the tasks it does and the regions they start and end in.
 *
 * @param name of the organization, or of the split
 * @param arm the organization's robot
 * @param tasks the skills of each task, one or two in order
 * @param starts where the tip starts
 * @param objects where cube and disc start
 * @param goals where their goals and the target lie
 */
record Site(
    String name, Arm arm, List<List<Skill>> tasks, Region starts, Region objects, Region goals) {
  private static final int MAX_DRAWS = 10_000;

  Site {
    tasks = List.copyOf(tasks);
  }

  /** Draws an episode; tasks take turns by its number. */
  Scenario draw(int number, Random random) {
    List<Skill> skills = tasks.get(number % tasks.size());
    for (int i = 0; i < MAX_DRAWS; i++) {
      Layout layout =
          new Layout(
              starts.draw(random),
              objects.draw(random),
              goals.draw(random),
              objects.draw(random),
              goals.draw(random),
              goals.draw(random));
      if (isPlayable(layout)) {
        return new Scenario(arm, layout, skills);
      }
    }
    throw new IllegalStateException("The regions of " + name + " leave no room for an episode");
  }

  private static boolean isPlayable(Layout layout) {
    return layout.tip().distanceTo(layout.disc()) > 0.08
        && layout.cube().distanceTo(layout.disc()) > 0.09
        && layout.disc().distanceTo(layout.discGoal()) > 0.1
        && layout.cube().distanceTo(layout.cubeGoal()) > 0.1
        && layout.cubeGoal().distanceTo(layout.discGoal()) > 0.08
        && layout.target().distanceTo(layout.discGoal()) > 0.09
        && layout.tip().distanceTo(layout.target()) > 0.1;
  }
}
