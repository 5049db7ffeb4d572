package io.commonweight.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds what holds a node back: to the gradients of parameters that are trained as they are, and to
 * the loss for adapters. Its arrays belong to the manager it is given.
 */
final class Pull {
  private final List<Parameter> parameters;

  /** What parameters are pulled to, or what gradients are corrected by; empty if nothing is. */
  private final List<NDArray> targets = new ArrayList<>();

  private final Drift drift;

  /**
   * Remembers where parameters start.
   *
   * @param parameters those trained as they are; all of the policy's if gradients are corrected
   */
  Pull(Drift drift, List<Parameter> parameters, NDManager manager) {
    this.drift = drift;
    this.parameters = List.copyOf(parameters);
    for (int i = 0; i < parameters.size(); i++) {
      NDArray parameter = parameters.get(i).array();
      switch (drift) {
        case Drift.Free _ -> {}
        case Drift.Proximal _ ->
            targets.add(manager.create(parameter.toFloatArray(), parameter.getShape()));
        case Drift.Corrected corrected ->
            targets.add(
                manager.create(corrected.difference().get(i).toArray(), parameter.getShape()));
      }
    }
  }

  /** Adds to the gradient of a parameter, in place; what that takes belongs to the scope. */
  void addTo(NDArray gradient, int parameter, NDManager scope) {
    switch (drift) {
      case Drift.Free _ -> {}
      case Drift.Proximal proximal -> {
        NDArray away = parameters.get(parameter).array().sub(targets.get(parameter));
        away.attach(scope);
        gradient.addi(away.muli((float) proximal.strength()));
      }
      case Drift.Corrected _ -> gradient.addi(targets.get(parameter));
    }
  }

  /**
   * The loss with μ/2·‖s·B·A‖² of each adapter: the pull is that of the matrix, not of its factors,
   * which have no place to be pulled to.
   */
  NDArray addTo(NDArray loss, List<Adapter> adapters, NDManager scope) {
    return switch (drift) {
      case Drift.Free _, Drift.Corrected _ -> loss;
      case Drift.Proximal proximal -> {
        NDArray sum = loss;
        for (Adapter adapter : adapters) {
          NDArray squared = adapter.squaredDistance(scope);
          sum = sum.add(squared.mul((float) (proximal.strength() / 2)));
        }
        yield sum;
      }
    };
  }
}
