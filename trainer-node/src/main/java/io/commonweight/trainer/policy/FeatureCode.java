package io.commonweight.trainer.policy;

import java.util.ArrayList;
import java.util.List;

/** Computes a configuration's network inputs from an observation and a task. */
public final class FeatureCode {
  private static final String THEN = " then ";

  private final List<Cell> cells;
  private final boolean[] noisy;

  /**
   * Compiles the inputs.
   *
   * @throws IllegalArgumentException if an input names a column the configuration does not have
   */
  public FeatureCode(PolicyConfig config, String task) {
    String[] parts = task.split(THEN, -1);
    List<String> columns = config.columns();
    List<Cell> compiled = new ArrayList<>();
    noisy = new boolean[config.inputs().size()];
    for (Input input : config.inputs()) {
      noisy[compiled.size()] = !(input instanceof Input.TaskWord);
      compiled.add(compile(input, columns, parts));
    }
    cells = List.copyOf(compiled);
  }

  /** Writes the inputs of one observation; {@code to} has one place per input from {@code at}. */
  public void write(float[] observation, float[] to, int at) {
    for (int i = 0; i < cells.size(); i++) {
      to[at + i] = (float) cells.get(i).of(observation);
    }
  }

  /** Whether an input is measured, hence may get noise in training; task words are not. */
  public boolean isMeasured(int input) {
    return noisy[input];
  }

  private interface Cell {
    double of(float[] observation);
  }

  private static Cell compile(Input input, List<String> columns, String[] parts) {
    return switch (input) {
      case Input.Value(String column, double center, double scale) -> {
        int at = index(columns, column);
        yield o -> clamp((o[at] - center) / scale, 10);
      }
      case Input.Difference(String minuend, String subtrahend, double scale, double limit) -> {
        int a = index(columns, minuend);
        int b = index(columns, subtrahend);
        yield o -> clamp((o[a] - (double) o[b]) / scale, limit);
      }
      case Input.Direction(List<String> from, List<String> to, int axis, double softness) ->
          direction(indices(columns, from), indices(columns, to), axis, softness);
      case Input.TaskWord word -> taskWord(word, columns, parts);
      case Input.Gated(Input.TaskWord word, Input gated) -> {
        Cell gate = taskWord(word, columns, parts);
        Cell inner = compile(gated, columns, parts);
        yield o -> gate.of(o) == 0 ? 0 : inner.of(o);
      }
    };
  }

  private static Cell taskWord(Input.TaskWord input, List<String> columns, String[] parts) {
    boolean[] named = new boolean[parts.length];
    for (int i = 0; i < parts.length; i++) {
      named[i] = (" " + parts[i] + " ").contains(" " + input.word() + " ");
    }
    if (input.progress().isEmpty()) {
      return _ -> named[0] ? 1 : 0;
    }
    int progress = index(columns, input.progress().get());
    return o -> {
      int part = Math.round(o[progress]);
      return part >= 0 && part < named.length && named[part] ? 1 : 0;
    };
  }

  private static Cell direction(int[] from, int[] to, int axis, double softness) {
    return o ->
        (o[to[axis]] - (double) o[from[axis]])
            / Math.sqrt(squaredDistance(o, from, to) + softness * softness);
  }

  private static double squaredDistance(float[] o, int[] first, int[] second) {
    double squares = 0;
    for (int i = 0; i < first.length; i++) {
      double d = o[first[i]] - (double) o[second[i]];
      squares += d * d;
    }
    return squares;
  }

  private static int[] indices(List<String> columns, List<String> names) {
    return names.stream().mapToInt(name -> index(columns, name)).toArray();
  }

  private static int index(List<String> columns, String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("Input names column " + name + ", not in " + columns);
    }
    return index;
  }

  private static double clamp(double value, double limit) {
    return Math.clamp(value, -limit, limit);
  }
}
