package io.commonweight.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.commonweight.trainer.policy.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor in PyTorch.
 *
 * @param name by which the optimizer remembers it
 * @param array its values, which belong to a manager
 */
record Parameter(String name, NDArray array) {

  /** A copy of a tensor, which training leaves as it is. */
  static Parameter of(Tensor tensor, NDManager manager) {
    Shape shape = new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
    return new Parameter(tensor.name(), manager.create(tensor.toArray(), shape));
  }

  /** This one, from now on with a gradient. */
  Parameter trained() {
    array.setRequiresGradient(true);
    return this;
  }

  /** A copy of the current values. */
  Tensor toTensor() {
    List<Integer> shape =
        Arrays.stream(array.getShape().getShape()).mapToObj(Math::toIntExact).toList();
    return Tensor.of(name, shape, array.toFloatArray());
  }
}
