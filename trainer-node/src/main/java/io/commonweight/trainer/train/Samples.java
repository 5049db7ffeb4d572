package io.commonweight.trainer.train;

import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.policy.DemonstrationColumns;
import io.commonweight.trainer.policy.FeatureCode;
import io.commonweight.trainer.policy.Output;
import io.commonweight.trainer.policy.PolicyConfig;
import java.util.List;

/**
 * Training samples in memory: per frame the network inputs, the normalised chunk of commands that
 * follows it and which of these exist before the episode ends. Memory: 4 bytes times frames times
 * (inputs + outputs).
 */
final class Samples {
  final int size;
  final int inputs;
  final int outputs;
  final float[] input;
  final float[] target;

  /** How many leading values of each target are real; the rest lie beyond the episode's end. */
  final int[] valid;

  final boolean[] measured;

  private Samples(PolicyConfig config, int size) {
    this.size = size;
    inputs = config.inputs().size();
    outputs = config.outputSize();
    input = new float[Math.multiplyExact(size, inputs)];
    target = new float[Math.multiplyExact(size, outputs)];
    valid = new int[size];
    FeatureCode code = new FeatureCode(config, "");
    measured = new boolean[inputs];
    for (int i = 0; i < inputs; i++) {
      measured[i] = code.isMeasured(i);
    }
  }

  static Samples of(PolicyConfig config, List<Demonstration> demonstrations) {
    int size = demonstrations.stream().mapToInt(Demonstration::length).sum();
    Samples samples = new Samples(config, size);
    int at = 0;
    for (Demonstration demonstration : demonstrations) {
      samples.add(config, demonstration, at);
      at += demonstration.length();
    }
    return samples;
  }

  private void add(PolicyConfig config, Demonstration demonstration, int at) {
    DemonstrationColumns columns = new DemonstrationColumns(config, demonstration);
    FeatureCode code = new FeatureCode(config, demonstration.task());
    for (int frame = 0; frame < demonstration.length(); frame++) {
      code.write(columns.at(frame), input, (at + frame) * inputs);
    }
    int width = config.outputs().size();
    for (int i = 0; i < width; i++) {
      float[] commands = commands(config.outputs().get(i), demonstration);
      for (int frame = 0; frame < commands.length; frame++) {
        int last = Math.min(config.chunk(), commands.length - frame);
        valid[at + frame] = last * width;
        for (int step = 0; step < last; step++) {
          target[(at + frame) * outputs + step * width + i] = commands[frame + step];
        }
      }
    }
  }

  private static float[] commands(Output output, Demonstration demonstration) {
    int action = demonstration.action().column(output.name());
    int base = output.relativeTo().map(demonstration.observation()::column).orElse(-1);
    float[] commands = new float[demonstration.length()];
    for (int frame = 0; frame < commands.length; frame++) {
      double value = demonstration.action().at(frame, action);
      double from = base < 0 ? 0 : demonstration.observation().at(frame, base);
      commands[frame] = (float) ((value - from - output.center()) / output.scale());
    }
    return commands;
  }
}
