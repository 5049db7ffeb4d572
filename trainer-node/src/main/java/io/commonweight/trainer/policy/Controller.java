package io.commonweight.trainer.policy;

import java.util.List;

/**
 * A policy driving one episode: predicts a chunk, hands out its first steps, then predicts again.
 */
public final class Controller {
  private final PolicyConfig config;
  private final FeatureCode code;
  private final ForwardPass network;
  private final float[] inputs;
  private float[] chunk = {};
  private int next;

  /** Starts an episode of a task; the forward pass may be shared by consecutive episodes. */
  public Controller(PolicyConfig config, ForwardPass network, String task) {
    this.config = config;
    this.network = network;
    code = new FeatureCode(config, task);
    inputs = new float[config.inputs().size()];
    next = config.execute();
  }

  /**
   * The next command in physical units, one value per output.
   *
   * @param observation values of {@link PolicyConfig#columns()}
   */
  public double[] act(float[] observation) {
    if (next == config.execute()) {
      code.write(observation, inputs, 0);
      chunk = network.apply(inputs).clone();
      next = 0;
    }
    List<Output> outputs = config.outputs();
    double[] command = new double[outputs.size()];
    for (int i = 0; i < command.length; i++) {
      Output output = outputs.get(i);
      command[i] = output.center() + output.scale() * chunk[next * command.length + i];
    }
    next++;
    return command;
  }
}
