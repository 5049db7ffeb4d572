package io.commonweight.trainer.tabletop;

import java.util.List;
import java.util.Optional;

/**
 * The simulated table: quasi-static contact at ten steps a second. The tip drags or pushes the
 * disc; a gripper that closes on the cube carries it until it opens.
 */
final class Table {
  /** Longest commanded tip motion, metres per step and axis. */
  static final double MAX_STEP = 0.03;

  /** Distance of the centers when the tip touches the disc, metres. */
  static final double CONTACT = 0.045;

  /** How near the tip must be to the cube's center to grasp it, metres. */
  static final double GRASP = 0.025;

  /** Cosine of the widest angle between motion and contact normal at which the disc sticks. */
  private static final double FRICTION_CONE = 0.7;

  private static final double GRIPPER_STEP = 0.5;

  private final Arm arm;
  private final Layout layout;
  private final List<Skill> skills;
  private final double[] joints;
  private Point cube;
  private Point disc;
  private double opening = 1;
  private boolean holding;
  private int progress;

  Table(Scenario scenario) {
    arm = scenario.arm();
    layout = scenario.layout();
    skills = scenario.skills();
    joints = arm.jointsAt(layout.tip());
    cube = layout.cube();
    disc = layout.disc();
  }

  /**
   * Plays one step.
   *
   * @param motion commanded tip displacement, clipped to ±{@link #MAX_STEP} per axis
   * @param gripper commanded opening, 0 closed to 1 open
   */
  void step(Point motion, double gripper) {
    Point clipped =
        new Point(
            Math.clamp(motion.x(), -MAX_STEP, MAX_STEP),
            Math.clamp(motion.y(), -MAX_STEP, MAX_STEP));
    Point before = tip();
    arm.move(joints, Region.TABLE.clamp(before.plus(clipped)).minus(before));
    moveGripper(gripper);
    if (holding) {
      cube = tip();
    } else {
      pushDisc(tip().minus(before));
    }
    if (progress < skills.size() && skills.get(progress).isDone(this)) {
      progress++;
    }
  }

  private void moveGripper(double command) {
    double target = command < 0.5 ? 0 : 1;
    opening += Math.clamp(target - opening, -GRIPPER_STEP, GRIPPER_STEP);
    if (opening > 0.25) {
      holding = false;
    } else if (tip().distanceTo(cube) <= GRASP) {
      holding = true;
    }
  }

  /** Friction drags the disc along a motion within its cone; otherwise the disc slides off. */
  private void pushDisc(Point motion) {
    Point apart = disc.minus(tip());
    if (apart.length() >= CONTACT) {
      return;
    }
    Point normal = apart.direction();
    Point drag = motion.direction();
    Point moved = tip().plus(normal.times(CONTACT));
    if (motion.length() > 0 && drag.dot(normal) > FRICTION_CONE) {
      double ahead = apart.dot(drag);
      double aside = apart.minus(drag.times(ahead)).length();
      double reach = Math.sqrt(CONTACT * CONTACT - aside * aside);
      moved = disc.plus(drag.times(reach - ahead));
    }
    disc = Region.TABLE.clamp(moved);
  }

  Layout layout() {
    return layout;
  }

  Point tip() {
    return arm.tip(joints);
  }

  Point cube() {
    return cube;
  }

  Point disc() {
    return disc;
  }

  double opening() {
    return opening;
  }

  boolean isHolding() {
    return holding;
  }

  /** Number of the task's parts that have been done in order, as an overhead sensor reports it. */
  int progress() {
    return progress;
  }

  /** The skill that is due, or nothing once all are done. */
  Optional<Skill> due() {
    return progress < skills.size() ? Optional.of(skills.get(progress)) : Optional.empty();
  }

  /** Whether all parts have been done in order and still are. */
  boolean isSolved() {
    return progress == skills.size() && skills.stream().allMatch(skill -> skill.isDone(this));
  }
}
