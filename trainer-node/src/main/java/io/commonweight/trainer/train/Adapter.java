package io.commonweight.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import java.util.List;

/** Factors in PyTorch, while they are trained. Its arrays belong to the manager it is given. */
final class Adapter {
  private final Factors start;
  private final Parameter down;
  private final Parameter up;

  Adapter(Factors start, NDManager manager) {
    this.start = start;
    down = Parameter.of(start.down(), manager).trained();
    up = Parameter.of(start.up(), manager).trained();
  }

  /** What a layer's outputs change by: s·(x·Aᵀ)·Bᵀ. */
  NDArray forward(NDArray inputs) {
    NDArray inner = Linear.linear(inputs, down.array()).singletonOrThrow();
    return Linear.linear(inner, up.array()).singletonOrThrow().mul((float) start.scale());
  }

  /** ‖s·B·A‖², how far the matrix is from where it started; belongs to the scope. */
  NDArray squaredDistance(NDManager scope) {
    scope.tempAttachAll(down.array(), up.array());
    return up.array().matMul(down.array()).mul((float) start.scale()).square().sum();
  }

  /** A and B, in this order. */
  List<Parameter> parameters() {
    return List.of(down, up);
  }

  /** Copies of the factors as they are now. */
  Factors factors() {
    return new Factors(down.toTensor(), up.toTensor(), start.scale());
  }
}
