package io.commonweight.trainer.policy;

import java.util.ArrayList;
import java.util.List;

/** The policy's network in plain Java: linear layers with ReLU between. Not thread-safe. */
public final class ForwardPass {
  private final List<Layer> layers = new ArrayList<>();

  /** Copies the policy's weights. */
  public ForwardPass(Policy policy) {
    for (int i = 0; i < policy.layers(); i++) {
      layers.add(new Layer(policy.tensors().get(2 * i), policy.tensors().get(2 * i + 1)));
    }
  }

  /**
   * Predicts a normalised action chunk, step-major.
   *
   * @param inputs one value per network input
   * @return the outputs, overwritten by the next call
   */
  public float[] apply(float[] inputs) {
    float[] values = inputs;
    for (int i = 0; i < layers.size(); i++) {
      values = layers.get(i).apply(values, i + 1 < layers.size());
    }
    return values;
  }

  /** A linear layer whose weights are kept input-major, so that the inner loop runs in SIMD. */
  private static final class Layer {
    private final float[][] columns;
    private final float[] bias;
    private final float[] result;

    Layer(Tensor weight, Tensor bias) {
      this.bias = bias.toArray();
      int out = weight.shape().get(0);
      int in = weight.shape().get(1);
      result = new float[out];
      columns = new float[in][out];
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < in; i++) {
          columns[i][o] = weight.values().get(o * in + i);
        }
      }
    }

    float[] apply(float[] inputs, boolean rectify) {
      System.arraycopy(bias, 0, result, 0, bias.length);
      for (int i = 0; i < columns.length; i++) {
        addScaled(columns[i], inputs[i]);
      }
      for (int o = 0; rectify && o < result.length; o++) {
        result[o] = Math.max(0, result[o]);
      }
      return result;
    }

    private void addScaled(float[] column, float by) {
      if (by == 0) {
        return;
      }
      for (int o = 0; o < result.length; o++) {
        result[o] += column[o] * by;
      }
    }
  }
}
