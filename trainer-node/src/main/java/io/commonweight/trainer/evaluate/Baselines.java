package io.commonweight.trainer.evaluate;

import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.Tensor;
import io.commonweight.trainer.train.PolicyTrainer;
import io.commonweight.trainer.train.Recipe;
import io.commonweight.trainer.train.TrainingException;
import io.commonweight.trainer.train.TrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The policies a federation is compared with, all trained from the same release 0. */
public final class Baselines {
  private final Suite suite;
  private final Recipe recipe;
  private final Policy base;
  private final long seed;

  /**
   * Prepares to train.
   *
   * @param recipe the federation's recipe; its steps are what one organization spends
   * @param base release 0
   */
  public Baselines(Suite suite, Recipe recipe, Policy base, long seed) {
    this.suite = suite;
    this.recipe = recipe;
    this.base = base;
    this.seed = seed;
  }

  /** The policy of an organization that trains alone, for as many steps as it would federated. */
  public Policy local(String organization) throws TrainingException {
    long own = seed + 1 + suite.organizations().indexOf(organization);
    return train(suite.training(organization), recipe.alone(1, own));
  }

  /** The local policies of all organizations, in order. */
  public Map<String, Policy> locals() throws TrainingException {
    Map<String, Policy> locals = new LinkedHashMap<>();
    for (String organization : suite.organizations()) {
      locals.put(organization, local(organization));
    }
    return locals;
  }

  /** The policy of the pooled data, for as many steps as all organizations spend together. */
  public Policy central() throws TrainingException {
    List<Demonstration> pooled = new ArrayList<>();
    suite.organizations().forEach(organization -> pooled.addAll(suite.training(organization)));
    return train(pooled, recipe.alone(suite.organizations().size(), seed));
  }

  /** The plain average of the weights of policies of one architecture. */
  public static Policy average(List<Policy> policies) {
    Policy first = policies.getFirst();
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < first.tensors().size(); i++) {
      Tensor like = first.tensors().get(i);
      float[] mean = new float[like.values().remaining()];
      for (Policy policy : policies) {
        for (int j = 0; j < mean.length; j++) {
          mean[j] += policy.tensors().get(i).values().get(j) / policies.size();
        }
      }
      tensors.add(Tensor.of(like.name(), like.shape(), mean));
    }
    return first.with(tensors);
  }

  private Policy train(List<Demonstration> demonstrations, TrainingPlan plan)
      throws TrainingException {
    return PolicyTrainer.train(base, demonstrations, plan, (_, _) -> {}).policy();
  }
}
