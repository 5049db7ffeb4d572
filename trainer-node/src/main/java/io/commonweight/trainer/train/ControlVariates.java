package io.commonweight.trainer.train;

import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node remembers of a round for SCAFFOLD: its own control variate c<sub>i</sub>, an estimate
 * of its gradient. Karimireddy et al., <em>SCAFFOLD: Stochastic Controlled Averaging for Federated
 * Learning</em>, ICML 2020, Algorithm 1, option II: after K steps of rate η from x to y,
 * c<sub>i</sub> becomes c<sub>i</sub> − c + (x − y)/(K·η).
 *
 * <p>The paper has nodes send the change of c<sub>i</sub> beside the update, for the server to keep
 * c, the mean of all c<sub>i</sub>. With option II, one rate for all, and everybody taking part,
 * the mean of c<sub>i</sub> is the mean of (x − y<sub>i</sub>)/(K·η), which is what the release
 * moved: so c = (x<sub>r</sub> − x<sub>r+1</sub>)/(K·η), which each node computes from two
 * releases, and nothing more is sent. The mean is that of the aggregation, weights included. It is
 * an approximation when a node is missing or the movement is not that mean: after clipping, noise,
 * robust rules or a server's optimizer.
 *
 * @param round in which the estimate was made
 * @param base x: the weights that round started from, in the policy's order
 * @param own c<sub>i</sub>, of the same shapes
 */
public record ControlVariates(int round, List<Tensor> base, List<Tensor> own) {

  /** Copies the lists. */
  public ControlVariates {
    base = List.copyOf(base);
    own = List.copyOf(own);
  }

  /**
   * c − c<sub>i</sub> for a round: zero in a node's first, as both begin as zero.
   *
   * @param before of the last round in which the node trained
   * @param base the weights the round starts from
   */
  public static Drift.Corrected correction(
      Optional<ControlVariates> before, Policy base, Recipe recipe, int round) {
    List<Tensor> difference = new ArrayList<>();
    for (int i = 0; i < base.tensors().size(); i++) {
      Tensor now = base.tensors().get(i);
      float[] values = new float[now.values().remaining()];
      if (before.isPresent()) {
        ControlVariates earlier = before.get();
        double reach = recipe.reach(earlier.round(), round);
        Tensor then = earlier.base().get(i);
        Tensor own = earlier.own().get(i);
        for (int j = 0; j < values.length; j++) {
          double moved = (double) then.values().get(j) - now.values().get(j);
          values[j] = (float) (moved / reach - own.values().get(j));
        }
      }
      difference.add(Tensor.of(now.name(), now.shape(), values));
    }
    return new Drift.Corrected(difference);
  }

  /**
   * What is to be remembered of a round: c<sub>i</sub> − c + (x − y)/(K·η).
   *
   * @param correction c − c<sub>i</sub>, with which it was trained
   * @param base x
   * @param trained y
   */
  public static ControlVariates after(
      Drift.Corrected correction, Policy base, Policy trained, Recipe recipe, int round) {
    double reach = recipe.reach(round, round + 1);
    List<Tensor> own = new ArrayList<>();
    for (int i = 0; i < base.tensors().size(); i++) {
      Tensor from = base.tensors().get(i);
      Tensor to = trained.tensors().get(i);
      Tensor difference = correction.difference().get(i);
      float[] values = new float[from.values().remaining()];
      for (int j = 0; j < values.length; j++) {
        double moved = (double) from.values().get(j) - to.values().get(j);
        values[j] = (float) (moved / reach - difference.values().get(j));
      }
      own.add(Tensor.of(from.name(), from.shape(), values));
    }
    return new ControlVariates(round, base.tensors(), own);
  }
}
