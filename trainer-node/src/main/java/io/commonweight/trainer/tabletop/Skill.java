package io.commonweight.trainer.tabletop;

/** What an arm can be told to do. */
enum Skill {
  /** Bring the tip to the target. */
  REACH("reach the target"),
  /** Push the disc to its goal. */
  PUSH("push the disc"),
  /** Pick the cube up and place it on its goal. */
  PLACE("place the cube");

  /** How near is near enough, metres. */
  static final double TOLERANCE = 0.025;

  private final String words;

  Skill(String words) {
    this.words = words;
  }

  /** The instruction. */
  String words() {
    return words;
  }

  /** The word that names the skill in an instruction. */
  String verb() {
    return words.substring(0, words.indexOf(' '));
  }

  /** Whether the table shows this skill done, to within {@link #TOLERANCE}. */
  boolean isDone(Table table) {
    return switch (this) {
      case REACH -> table.tip().distanceTo(table.layout().target()) <= TOLERANCE;
      case PUSH -> table.disc().distanceTo(table.layout().discGoal()) <= TOLERANCE;
      case PLACE ->
          !table.isHolding() && table.cube().distanceTo(table.layout().cubeGoal()) <= TOLERANCE;
    };
  }
}
