package io.commonweight.trainer.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * The architecture of an {@code mlp-chunk} policy: everything but its weights.
 *
 * @param observation observed columns the policy needs, in order
 * @param goal where columns named {@code goal.*} come from
 * @param inputs what the network sees
 * @param outputs the commanded dimensions of one step
 * @param hidden widths of the hidden layers
 * @param chunk number of steps predicted at once
 * @param execute number of steps executed before the next prediction, at most {@code chunk}
 */
public record PolicyConfig(
    List<String> observation,
    Goal goal,
    List<Input> inputs,
    List<Output> outputs,
    List<Integer> hidden,
    int chunk,
    int execute) {

  /** Where a demonstration's goal is found. */
  public enum Goal {
    /** The observation has all there is. */
    OBSERVED,
    /** The last frame's observation is the goal, column {@code x} becoming {@code goal.x}. */
    LAST_FRAME
  }

  public PolicyConfig {
    observation = List.copyOf(observation);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    hidden = List.copyOf(hidden);
    if (inputs.isEmpty() || outputs.isEmpty() || hidden.isEmpty()) {
      throw new IllegalArgumentException("A policy needs inputs, outputs and a hidden layer");
    }
    if (execute < 1 || execute > chunk) {
      throw new IllegalArgumentException("Cannot execute " + execute + " steps of " + chunk);
    }
  }

  /** Length of one prediction: the outputs of every step of the chunk. */
  public int outputSize() {
    return outputs.size() * chunk;
  }

  /** The widths of all layers from inputs to outputs. */
  public List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    widths.add(inputs.size());
    widths.addAll(hidden);
    widths.add(outputSize());
    return List.copyOf(widths);
  }

  /** The columns a network input may name: observed ones and, if derived, the goal's. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>(observation);
    if (goal == Goal.LAST_FRAME) {
      observation.forEach(column -> columns.add("goal." + column));
    }
    return List.copyOf(columns);
  }
}
