package io.commonweight.trainer.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The policy's network in PyTorch with its optimizer. Owns the native arrays it creates. */
final class Network implements AutoCloseable {
  private final Policy base;
  private final NDManager manager;
  private final List<NDArray> parameters = new ArrayList<>();
  private final Pull pull;
  private final Optimizer optimizer;

  Network(Policy base, TrainingPlan plan, NDManager parent) {
    this.base = base;
    manager = parent.newSubManager();
    for (Tensor tensor : base.tensors()) {
      Shape shape = new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
      NDArray array = manager.create(tensor.toArray(), shape);
      array.setRequiresGradient(true);
      parameters.add(array);
    }
    pull = new Pull(plan.drift(), parameters, manager);
    optimizer = optimizer(plan);
  }

  private static Optimizer optimizer(TrainingPlan plan) {
    ParameterTracker rate = (_, update) -> (float) plan.rate(update - 1);
    float decay = (float) plan.weightDecay();
    return switch (plan.drift()) {
      case Drift.Free _, Drift.Proximal _ ->
          Optimizer.adamW().optLearningRateTracker(rate).optWeightDecays(decay).build();
      case Drift.Corrected _ ->
          Optimizer.sgd().setLearningRateTracker(rate).optWeightDecays(decay).build();
    };
  }

  /** Takes one optimizer step and returns the loss before it, without what holds it back. */
  double step(Batches.Batch batch) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray input = scope.create(batch.input, new Shape(batch.rows, batch.inputs));
      NDArray target = scope.create(batch.target, new Shape(batch.rows, batch.outputs));
      NDArray mask = scope.create(batch.mask, new Shape(batch.rows, batch.outputs));
      double value;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray error = forward(input).sub(target).mul(mask);
        NDArray loss = error.square().sum().div(Math.max(1, batch.real));
        collector.backward(loss);
        value = loss.getFloat();
      }
      for (int i = 0; i < parameters.size(); i++) {
        NDArray gradient = parameters.get(i).getGradient();
        gradient.attach(scope);
        pull.addTo(gradient, i, scope);
        optimizer.update(base.tensors().get(i).name(), parameters.get(i), gradient);
        gradient.subi(gradient);
      }
      return value;
    }
  }

  /** The outputs for a batch of inputs of shape [rows, inputs]. */
  NDArray forward(NDArray inputs) {
    NDArray values = inputs;
    for (int layer = 0; layer < base.layers(); layer++) {
      values =
          Linear.linear(values, parameters.get(2 * layer), parameters.get(2 * layer + 1))
              .singletonOrThrow();
      if (layer + 1 < base.layers()) {
        values = Activation.relu(values);
      }
    }
    return values;
  }

  /** Copies of the current weights. */
  List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Tensor tensor = base.tensors().get(i);
      tensors.add(Tensor.of(tensor.name(), tensor.shape(), parameters.get(i).toFloatArray()));
    }
    return tensors;
  }

  @Override
  public void close() {
    manager.close();
  }
}
