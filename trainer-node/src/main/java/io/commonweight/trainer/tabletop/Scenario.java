package io.commonweight.trainer.tabletop;

import java.util.List;
import java.util.stream.Collectors;

/** One episode to play: an arm, a start and one or two skills in order. */
record Scenario(Arm arm, Layout layout, List<Skill> skills) {
  Scenario {
    skills = List.copyOf(skills);
  }

  /** The instruction in words, parts joined by {@code then}. */
  String task() {
    return skills.stream().map(Skill::words).collect(Collectors.joining(" then "));
  }
}
