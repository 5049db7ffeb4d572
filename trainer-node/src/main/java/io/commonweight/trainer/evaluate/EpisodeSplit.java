package io.commonweight.trainer.evaluate;

import io.commonweight.trainer.data.Demonstration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One organization's episodes, each in exactly one set. */
record EpisodeSplit(
    List<Demonstration> training, List<Demonstration> validation, List<Demonstration> heldOut) {

  EpisodeSplit {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    heldOut = List.copyOf(heldOut);
  }

  private static EpisodeSplit empty() {
    return new EpisodeSplit(List.of(), List.of(), List.of());
  }

  /** Of each task, every third episode is not trained on, by turns for test and validation. */
  static EpisodeSplit byTurns(List<Demonstration> episodes) {
    EpisodeSplit split = empty();
    for (List<Demonstration> task : byTask(episodes).values()) {
      for (int i = 0; i < task.size(); i++) {
        split = split.with(task.get(i), i % 3 != 2, i % 6 == 5);
      }
    }
    return split;
  }

  /**
   * Of each task the organization trains on the episodes of one start, which rotates with its
   * number; of the others every fourth is for validation.
   */
  static EpisodeSplit byStart(List<Demonstration> episodes, int organization, RecordedRobot robot) {
    EpisodeSplit split = empty();
    for (List<Demonstration> task : byTask(episodes).values()) {
      List<Integer> starts = new Starts(robot).number(task);
      int count = 1 + starts.stream().mapToInt(Integer::intValue).max().orElse(0);
      int other = 0;
      for (int i = 0; i < task.size(); i++) {
        boolean own = starts.get(i) == organization % count;
        split = split.with(task.get(i), own, !own && other++ % 4 == 3);
      }
    }
    return split;
  }

  private EpisodeSplit with(Demonstration episode, boolean train, boolean validate) {
    List<Demonstration> none = List.of();
    List<Demonstration> one = List.of(episode);
    return new EpisodeSplit(
        join(training, train ? one : none),
        join(validation, !train && validate ? one : none),
        join(heldOut, !train && !validate ? one : none));
  }

  private static List<Demonstration> join(List<Demonstration> all, List<Demonstration> more) {
    List<Demonstration> joined = new ArrayList<>(all);
    joined.addAll(more);
    return joined;
  }

  private static Map<String, List<Demonstration>> byTask(List<Demonstration> episodes) {
    Map<String, List<Demonstration>> tasks = new LinkedHashMap<>();
    for (Demonstration episode : episodes) {
      tasks.computeIfAbsent(episode.task(), _ -> new ArrayList<>()).add(episode);
    }
    return tasks;
  }
}
