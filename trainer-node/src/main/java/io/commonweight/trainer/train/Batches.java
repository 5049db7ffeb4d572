package io.commonweight.trainer.train;

import java.util.Arrays;
import java.util.Random;

/** Draws batches of samples with replacement and adds the input noise. */
final class Batches {
  private final Samples samples;
  private final TrainingPlan plan;
  private final Random random;
  private final Batch batch;

  Batches(Samples samples, TrainingPlan plan) {
    this.samples = samples;
    this.plan = plan;
    random = new Random(plan.seed());
    batch = new Batch(plan.batch(), samples.inputs, samples.outputs);
  }

  /** The next batch; overwritten by the next call. */
  Batch next() {
    Arrays.fill(batch.mask, 0);
    int real = 0;
    for (int row = 0; row < plan.batch(); row++) {
      int sample = random.nextInt(samples.size);
      copyInput(sample, row);
      System.arraycopy(
          samples.target,
          sample * samples.outputs,
          batch.target,
          row * samples.outputs,
          samples.outputs);
      int from = row * samples.outputs;
      Arrays.fill(batch.mask, from, from + samples.valid[sample], 1);
      real += samples.valid[sample];
    }
    batch.real = real;
    return batch;
  }

  private void copyInput(int sample, int row) {
    for (int i = 0; i < samples.inputs; i++) {
      float value = samples.input[sample * samples.inputs + i];
      if (samples.measured[i]) {
        value += (float) (plan.inputNoise() * random.nextGaussian());
      }
      batch.input[row * samples.inputs + i] = value;
    }
  }

  /**
   * One batch, row-major; {@code mask} is 1 where a target exists and {@code real} counts these.
   */
  static final class Batch {
    final int rows;
    final int inputs;
    final int outputs;
    final float[] input;
    final float[] target;
    final float[] mask;
    int real;

    Batch(int rows, int inputs, int outputs) {
      this.rows = rows;
      this.inputs = inputs;
      this.outputs = outputs;
      input = new float[rows * inputs];
      target = new float[rows * outputs];
      mask = new float[rows * outputs];
    }
  }
}
