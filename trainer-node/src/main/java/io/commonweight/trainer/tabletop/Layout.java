package io.commonweight.trainer.tabletop;

/** Where everything is at the start of an episode, in metres. */
record Layout(Point tip, Point cube, Point cubeGoal, Point disc, Point discGoal, Point target) {}
