package io.commonweight.trainer.train;

import io.commonweight.trainer.policy.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A change of low rank to a weight matrix W of shape [out, in]: s·B·A.
 *
 * @param down A, of shape [rank, in]
 * @param up B, of shape [out, rank]
 * @param scale s
 */
record Factors(Tensor down, Tensor up, double scale) {

  /**
   * Factors that change nothing yet: A uniform in ±1/√in, as {@link
   * io.commonweight.trainer.policy.Policy#initial} draws weights, and B zero.
   */
  static Factors initial(Tensor weight, Tuning.LowRank tuning, RandomGenerator random) {
    int out = weight.shape().get(0);
    int in = weight.shape().get(1);
    int rank = Math.min(tuning.rank(), Math.min(out, in));
    float bound = (float) (1 / Math.sqrt(in));
    float[] values = new float[rank * in];
    for (int i = 0; i < values.length; i++) {
      values[i] = (2 * random.nextFloat() - 1) * bound;
    }
    return new Factors(
        Tensor.of(weight.name() + ".A", List.of(rank, in), values),
        Tensor.of(weight.name() + ".B", List.of(out, rank), new float[out * rank]),
        tuning.scale());
  }

  /**
   * The matrix with the change: each value is f32(W + s·Σ), where Σ =
   * B<sub>o,0</sub>·A<sub>0,i</sub> + B<sub>o,1</sub>·A<sub>1,i</sub> + … is added in this order,
   * from 0, and everything but the last rounding is in f64. So the same factors give the same bits
   * on every machine.
   *
   * <p>Time O(out·in·rank).
   */
  Tensor addedTo(Tensor weight) {
    int rank = down.shape().get(0);
    int in = down.shape().get(1);
    float[] values = weight.toArray();
    for (int row = 0; row < up.shape().get(0); row++) {
      double[] sums = new double[in];
      for (int k = 0; k < rank; k++) {
        addRow(k, up.values().get(row * rank + k), sums);
      }
      for (int i = 0; i < in; i++) {
        values[row * in + i] = (float) (values[row * in + i] + scale * sums[i]);
      }
    }
    return Tensor.of(weight.name(), weight.shape(), values);
  }

  /** Adds a multiple of A's row k. Products of two f32 are exact in f64. */
  private void addRow(int k, double by, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += by * down.values().get(k * sums.length + i);
    }
  }
}
