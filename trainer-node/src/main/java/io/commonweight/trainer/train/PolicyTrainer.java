package io.commonweight.trainer.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a policy on demonstrations by behaviour cloning with AdamW.
 *
 * <p>The same base, demonstrations and plan give bit-identical weights on one machine: PyTorch runs
 * one thread, and batches and noise come from the plan's seed. All native memory is freed on
 * return.
 */
public final class PolicyTrainer {
  static {
    System.setProperty("ai.djl.default_engine", "PyTorch");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    if (System.getProperty("ai.djl.offline") == null) {
      System.setProperty("ai.djl.offline", "true");
    }
  }

  private PolicyTrainer() {}

  /**
   * Trains a copy of the base.
   *
   * @throws TrainingException if there is nothing to train on or a loss or weight is not finite
   */
  public static TrainingResult train(
      Policy base, List<Demonstration> demonstrations, TrainingPlan plan, TrainingProgress progress)
      throws TrainingException {
    Samples samples = Samples.of(base.config(), demonstrations);
    if (samples.size == 0) {
      throw new TrainingException("There are no frames to train on");
    }
    Losses losses = new Losses(plan.steps());
    Policy trained;
    try (NDManager manager = newManager();
        Network network = new Network(base, plan, manager)) {
      Batches batches = new Batches(samples, plan);
      for (int step = 0; step < plan.steps(); step++) {
        double loss = network.step(batches.next());
        losses.add(step, loss);
        progress.onStep(step + 1, loss);
      }
      trained = base.with(network.tensors());
    }
    requireFinite(trained);
    return new TrainingResult(trained, losses.first(), losses.last(), samples.size);
  }

  /** An owner of native arrays, on the processor and one thread. */
  static NDManager newManager() {
    return NDManager.newBaseManager(Device.cpu(), "PyTorch");
  }

  private static void requireFinite(Policy policy) throws TrainingException {
    List<String> bad = new ArrayList<>();
    for (Tensor tensor : policy.tensors()) {
      if (!tensor.isFinite()) {
        bad.add(tensor.name());
      }
    }
    if (!bad.isEmpty()) {
      throw new TrainingException(
          "Weights of %s are not finite after training: lower the learning rate or check the data"
              .formatted(bad));
    }
  }
}
