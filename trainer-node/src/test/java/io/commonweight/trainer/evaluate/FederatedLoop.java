package io.commonweight.trainer.evaluate;

import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.Tensor;
import io.commonweight.trainer.train.PolicyTrainer;
import io.commonweight.trainer.train.Recipe;
import io.commonweight.trainer.train.TrainingException;
import io.commonweight.trainer.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;

/** A federation in one process: every round averages all organizations' weights by frames. */
public final class FederatedLoop {
  private FederatedLoop() {}

  public static Policy train(Suite suite, Recipe recipe, Policy base, long seed)
      throws TrainingException {
    List<List<Demonstration>> data = suite.organizations().stream().map(suite::training).toList();
    Policy policy = base;
    for (int round = 1; round <= recipe.rounds(); round++) {
      List<TrainingResult> updates = new ArrayList<>();
      for (int node = 0; node < data.size(); node++) {
        long own = seed * 1_000_003 + round * 1009L + node;
        updates.add(
            PolicyTrainer.train(policy, data.get(node), recipe.plan(round, own), (_, _) -> {}));
      }
      policy = average(policy, updates);
    }
    return policy;
  }

  private static Policy average(Policy like, List<TrainingResult> updates) {
    long frames = updates.stream().mapToLong(TrainingResult::frames).sum();
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < like.tensors().size(); i++) {
      Tensor tensor = like.tensors().get(i);
      float[] mean = new float[tensor.values().remaining()];
      for (TrainingResult update : updates) {
        float[] values = update.policy().tensors().get(i).toArray();
        for (int j = 0; j < mean.length; j++) {
          mean[j] += values[j] * update.frames() / frames;
        }
      }
      tensors.add(Tensor.of(tensor.name(), tensor.shape(), mean));
    }
    return like.with(tensors);
  }
}
