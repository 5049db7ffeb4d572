package io.commonweight.trainer.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One recorded episode.
 *
 * @param index its number in the dataset
 * @param task its instruction in words
 * @param features the vectors recorded, by feature name, all of the same number of frames
 */
public record Episode(int index, String task, Map<String, Frames> features) {
  private static final String OBSERVATION = "observation.";
  private static final String ACTION = "action";

  public Episode {
    features = Map.copyOf(features);
  }

  /**
   * What a policy learns from: all observed vectors side by side, in the order of their feature
   * names with {@code observation.state} first, and the action.
   *
   * @throws DatasetException if the episode has no observation or no action
   */
  public Demonstration demonstration() throws DatasetException {
    Map<String, Frames> observed = new LinkedHashMap<>();
    features.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(OBSERVATION))
        .sorted(Map.Entry.comparingByKey((a, b) -> order(a).compareTo(order(b))))
        .forEach(entry -> observed.put(entry.getKey(), entry.getValue()));
    Frames action = features.get(ACTION);
    if (observed.isEmpty() || action == null) {
      throw new DatasetException(
          "Episode %d has no feature \"action\" or none named \"observation.…\" to learn from"
              .formatted(index));
    }
    return new Demonstration(task, join(observed), action);
  }

  private static String order(String feature) {
    return feature.equals(OBSERVATION + "state") ? "" : feature;
  }

  private static Frames join(Map<String, Frames> parts) {
    List<String> names = new ArrayList<>();
    parts.forEach(
        (feature, frames) -> {
          for (String name : frames.names()) {
            names.add(names.contains(name) ? feature + "." + name : name);
          }
        });
    int rows = parts.values().iterator().next().rows();
    float[] values = new float[rows * names.size()];
    for (int row = 0; row < rows; row++) {
      int at = row * names.size();
      for (Frames frames : parts.values()) {
        System.arraycopy(frames.row(row), 0, values, at, frames.names().size());
        at += frames.names().size();
      }
    }
    return Frames.of(names, values);
  }
}
