package io.commonweight.trainer.evaluate;

import io.commonweight.trainer.data.Demonstration;
import java.util.ArrayList;
import java.util.List;

/** Tells the starts of one task's episodes apart: those nearby are one start. */
final class Starts {
  /** Starts closer than this are one, as a part of the robot's reach. */
  private static final double SAME = 0.07;

  private final KinematicRollout rollout;
  private final double same;

  Starts(RecordedRobot robot) {
    rollout = new KinematicRollout(robot.config(List.of()));
    same = SAME * robot.reach();
  }

  /** The number of each episode's start, from 0 in the order they first appear. */
  List<Integer> number(List<Demonstration> episodes) {
    List<List<double[]>> known = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (Demonstration episode : episodes) {
      List<double[]> start = rollout.demonstrated(episode).subList(0, 1);
      int number = 0;
      while (number < known.size() && PathDistance.goalError(known.get(number), start) >= same) {
        number++;
      }
      if (number == known.size()) {
        known.add(start);
      }
      numbers.add(number);
    }
    return numbers;
  }
}
