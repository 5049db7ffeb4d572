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
import java.util.SplittableRandom;

/** The policy's network in PyTorch with its optimizer. Owns the native arrays it creates. */
final class Network implements AutoCloseable {
  private final Policy base;
  private final NDManager manager;

  /** In the policy's order, trained or not. */
  private final List<Parameter> parameters;

  /** Those of them that are trained as they are. */
  private final List<Parameter> whole = new ArrayList<>();

  /** One for each layer, or none. */
  private final List<Adapter> adapters = new ArrayList<>();

  private final Pull pull;
  private final Optimizer optimizer;

  Network(Policy base, TrainingPlan plan, NDManager parent) {
    this.base = base;
    manager = parent.newSubManager();
    parameters = base.tensors().stream().map(tensor -> Parameter.of(tensor, manager)).toList();
    choose(plan);
    pull = new Pull(plan.drift(), whole, manager);
    optimizer = optimizer(plan);
  }

  private void choose(TrainingPlan plan) {
    switch (plan.tuning()) {
      case Tuning.Full _ -> parameters.forEach(parameter -> whole.add(parameter.trained()));
      case Tuning.Head _ -> {
        int last = base.layers() - 1;
        whole.add(weight(last).trained());
        whole.add(bias(last).trained());
      }
      case Tuning.LowRank lowRank -> adapt(lowRank, plan.seed());
    }
  }

  private void adapt(Tuning.LowRank tuning, long seed) {
    var random = new SplittableRandom(seed); // another sequence than that of the batches
    for (int layer = 0; layer < base.layers(); layer++) {
      Tensor weight = base.tensors().get(2 * layer);
      adapters.add(new Adapter(Factors.initial(weight, tuning, random), manager));
      if (tuning.tunesBiases()) {
        whole.add(bias(layer).trained());
      }
    }
  }

  private Parameter weight(int layer) {
    return parameters.get(2 * layer);
  }

  private Parameter bias(int layer) {
    return parameters.get(2 * layer + 1);
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
        collector.backward(pull.addTo(loss, adapters, scope));
        value = loss.getFloat();
      }
      for (int i = 0; i < whole.size(); i++) {
        NDArray gradient = gradient(whole.get(i), scope);
        pull.addTo(gradient, i, scope);
        update(whole.get(i), gradient);
      }
      for (Adapter adapter : adapters) {
        adapter.parameters().forEach(factor -> update(factor, gradient(factor, scope)));
      }
      return value;
    }
  }

  private static NDArray gradient(Parameter parameter, NDManager scope) {
    NDArray gradient = parameter.array().getGradient();
    gradient.attach(scope);
    return gradient;
  }

  private void update(Parameter parameter, NDArray gradient) {
    optimizer.update(parameter.name(), parameter.array(), gradient);
    gradient.subi(gradient);
  }

  /** The outputs for a batch of inputs of shape [rows, inputs]. */
  NDArray forward(NDArray inputs) {
    NDArray values = inputs;
    for (int layer = 0; layer < base.layers(); layer++) {
      values = forward(layer, values);
      if (layer + 1 < base.layers()) {
        values = Activation.relu(values);
      }
    }
    return values;
  }

  private NDArray forward(int layer, NDArray inputs) {
    NDArray outputs =
        Linear.linear(inputs, weight(layer).array(), bias(layer).array()).singletonOrThrow();
    return adapters.isEmpty() ? outputs : outputs.add(adapters.get(layer).forward(inputs));
  }

  /** The factors of every layer as they are now; empty unless the plan's tuning has some. */
  List<Factors> factors() {
    return adapters.stream().map(Adapter::factors).toList();
  }

  /** Copies of the current weights, with the changes of the factors added to them. */
  List<Tensor> tensors() {
    List<Tensor> tensors = new ArrayList<>(parameters.stream().map(Parameter::toTensor).toList());
    List<Factors> factors = factors();
    for (int layer = 0; layer < factors.size(); layer++) {
      tensors.set(2 * layer, factors.get(layer).addedTo(tensors.get(2 * layer)));
    }
    return tensors;
  }

  @Override
  public void close() {
    manager.close();
  }
}
