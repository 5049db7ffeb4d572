package io.commonweight.trainer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** Adds what holds a node back to its gradients. Its arrays belong to the manager it is given. */
final class Pull {
  private final List<NDArray> parameters;

  /** What parameters are pulled to, or what gradients are corrected by; empty if nothing is. */
  private final List<NDArray> targets = new ArrayList<>();

  private final Drift drift;

  Pull(Drift drift, List<NDArray> parameters, NDManager manager) {
    this.drift = drift;
    this.parameters = List.copyOf(parameters);
    for (int i = 0; i < parameters.size(); i++) {
      NDArray parameter = parameters.get(i);
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
        NDArray away = parameters.get(parameter).sub(targets.get(parameter));
        away.attach(scope);
        gradient.addi(away.muli((float) proximal.strength()));
      }
      case Drift.Corrected _ -> gradient.addi(targets.get(parameter));
    }
  }
}
