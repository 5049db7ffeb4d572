package io.commonweight.trainer.evaluate;

import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.policy.Controller;
import io.commonweight.trainer.policy.DemonstrationColumns;
import io.commonweight.trainer.policy.ForwardPass;
import io.commonweight.trainer.policy.PolicyConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a policy run from where a demonstration starts: each commanded step is added to the state.
 *
 * <p>Columns the policy does not command keep the value of the first frame, so that nothing of the
 * demonstration is seen while the policy runs.
 */
final class KinematicRollout {
  private final PolicyConfig config;
  private final int[] commanded;

  KinematicRollout(PolicyConfig config) {
    this.config = config;
    commanded =
        config.outputs().stream()
            .mapToInt(output -> config.columns().indexOf(output.relativeTo().orElseThrow()))
            .toArray();
  }

  /** The path the policy takes over the demonstration's length. */
  List<double[]> run(ForwardPass network, Demonstration demonstration) {
    float[] state = new DemonstrationColumns(config, demonstration).at(0);
    Controller controller = new Controller(config, network, demonstration.task());
    List<double[]> path = new ArrayList<>();
    path.add(position(state));
    for (int step = 1; step < demonstration.length(); step++) {
      double[] command = controller.act(state);
      for (int i = 0; i < commanded.length; i++) {
        state[commanded[i]] += (float) command[i];
      }
      path.add(position(state));
    }
    return path;
  }

  /** The path the demonstrator took. */
  List<double[]> demonstrated(Demonstration demonstration) {
    DemonstrationColumns columns = new DemonstrationColumns(config, demonstration);
    List<double[]> path = new ArrayList<>();
    for (int frame = 0; frame < demonstration.length(); frame++) {
      path.add(position(columns.at(frame)));
    }
    return path;
  }

  private double[] position(float[] state) {
    double[] position = new double[commanded.length];
    for (int i = 0; i < position.length; i++) {
      position[i] = state[commanded[i]];
    }
    return position;
  }
}
