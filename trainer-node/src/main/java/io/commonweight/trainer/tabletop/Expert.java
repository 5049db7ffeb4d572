package io.commonweight.trainer.tabletop;

/** The scripted demonstrator: looks at the table and commands the next step of a task. */
final class Expert {
  /** Within this angle of the line through goal and disc the expert pushes, radians. */
  private static final double ALIGNED = 0.45;

  /** How far around the disc the expert looks ahead, radians. */
  private static final double ARC = 0.8;

  /** How far from touching the disc the expert circles it, metres. */
  private static final double CLEARANCE = 0.02;

  private Expert() {}

  /** A commanded step: tip displacement in metres and gripper opening, 0 to 1. */
  record Command(Point motion, double gripper) {}

  /** The command for the skill that is due; standing still once all are done. */
  static Command command(Table table) {
    return table.due().map(skill -> command(table, skill)).orElse(new Command(new Point(0, 0), 1));
  }

  private static Command command(Table table, Skill skill) {
    return switch (skill) {
      case REACH -> new Command(towards(table, table.layout().target()), 1);
      case PUSH -> new Command(push(table), 1);
      case PLACE -> place(table);
    };
  }

  private static Point towards(Table table, Point goal) {
    return goal.minus(table.tip()).atMost(Table.MAX_STEP);
  }

  private static Command place(Table table) {
    if (table.isHolding()) {
      Point goal = table.layout().cubeGoal();
      boolean there = table.tip().distanceTo(goal) < 0.01;
      return new Command(towards(table, goal), there ? 1 : 0);
    }
    boolean there = table.tip().distanceTo(table.cube()) < Table.GRASP * 0.5;
    return new Command(towards(table, table.cube()), there ? 0 : 1);
  }

  /** Circles the disc until behind it as seen from its goal, then pushes it there. */
  private static Point push(Table table) {
    Point toGoal = table.layout().discGoal().minus(table.disc());
    Point along = toGoal.direction();
    Point from = table.tip().minus(table.disc());
    Point back = along.times(-1);
    double turn = Math.atan2(from.x() * back.y() - from.y() * back.x(), from.dot(back));
    if (Math.abs(turn) < ALIGNED) {
      double gap = Math.max(0, from.length() - Table.CONTACT);
      Point centering = back.times(from.length()).minus(from).times(0.5);
      return along
          .times(Math.min(Table.MAX_STEP, gap + toGoal.length()))
          .plus(centering)
          .atMost(Table.MAX_STEP);
    }
    Point direction = from.direction().turned(Math.clamp(turn, -ARC, ARC));
    return towards(table, table.disc().plus(direction.times(Table.CONTACT + CLEARANCE)));
  }
}
