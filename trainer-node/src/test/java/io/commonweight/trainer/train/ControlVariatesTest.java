package io.commonweight.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlVariatesTest {
  private static final int NODES = 3;
  private static final int SIZE = 5;
  private static final double[] SHARES = {0.5, 0.3, 0.2};
  private static final Recipe RECIPE = new Recipe(5, 20, 8, 0.05, 0, 0, 0, true);

  /**
   * One step of rate 0.1 from x = (1, 1, 1, 0, 0) to y: the estimate is (x − y)/0.1 − (c − c_i).
   */
  @Test
  void estimateAfterAStepIsThatOfThePaper() {
    Recipe recipe = new Recipe(1, 1, 1, 0.1, 0, 0, 0, true);
    var correction = new Drift.Corrected(DriftTest.policy(0.5f, 0, -1, 0, 0).tensors());
    Policy base = DriftTest.policy(1, 1, 1, 0, 0);
    Policy trained = DriftTest.policy(0.75f, 1, 1.5f, 0, 0);

    ControlVariates after = ControlVariates.after(correction, base, trained, recipe, 1);

    assertThat(after.round()).isEqualTo(1);
    assertThat(after.base()).isEqualTo(base.tensors());
    assertThat(DriftTest.values(after.own()))
        .containsExactly(new double[] {2, 0, -4, 0, 0}, within(1e-6));
  }

  /**
   * From (1, 1, 1, 0, 0) to (0.75, 1, 1.5, 0, 0) over one round of one step of rate 0.1, less c_i.
   */
  @Test
  void correctionIsTheMovementOfTheReleaseLessTheOwnEstimate() {
    Recipe recipe = new Recipe(1, 1, 1, 0.1, 0, 0, 0, true);
    var before =
        new ControlVariates(
            1,
            DriftTest.policy(1, 1, 1, 0, 0).tensors(),
            DriftTest.policy(2, 3, -4, 0, 0).tensors());
    Policy now = DriftTest.policy(0.75f, 1, 1.5f, 0, 0);

    var correction = ControlVariates.correction(Optional.of(before), now, recipe, 2);

    assertThat(DriftTest.values(correction.difference()))
        .containsExactly(new double[] {0.5, -3, -1, 0, 0}, within(1e-6));
  }

  /**
   * The paper's server keeps c as the weighted mean of all c_i. If everybody takes part, that is
   * what the nodes find from two releases.
   */
  @Test
  void movementOfTheReleaseIsTheMeanOfAllEstimatesIfEverybodyTakesPart() throws Exception {
    Policy release = DriftTest.policy(0.5f, -0.25f, 0.625f, 0.75f, -0.125f);
    List<Optional<ControlVariates>> remembered = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      remembered.add(Optional.empty());
    }
    double[] c = new double[SIZE];
    for (int round = 1; round <= 5; round++) {
      List<Policy> trained = new ArrayList<>();
      for (int node = 0; node < NODES; node++) {
        var correction = ControlVariates.correction(remembered.get(node), release, RECIPE, round);
        double[] own =
            remembered.get(node).map(v -> DriftTest.values(v.own())).orElse(new double[SIZE]);
        double[] found = DriftTest.values(correction.difference());
        for (int i = 0; i < SIZE; i++) {
          assertThat(found[i] + own[i]).isCloseTo(c[i], within(2e-5));
        }
        TrainingPlan plan = RECIPE.plan(round, 100 * round + node).with(correction);
        trained.add(
            PolicyTrainer.train(release, DriftTest.demonstrations(node), plan, (_, _) -> {})
                .policy());
        remembered.set(
            node,
            Optional.of(
                ControlVariates.after(correction, release, trained.get(node), RECIPE, round)));
      }
      c = mean(remembered.stream().map(v -> v.orElseThrow().own()).toList());
      double[] next = mean(trained.stream().map(Policy::tensors).toList());
      float[] weights = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        weights[i] = (float) next[i];
      }
      release = DriftTest.policy(weights);
    }
  }

  private static double[] mean(List<List<Tensor>> all) {
    double[] mean = new double[SIZE];
    for (int node = 0; node < NODES; node++) {
      double[] values = DriftTest.values(all.get(node));
      for (int i = 0; i < SIZE; i++) {
        mean[i] += SHARES[node] * values[i];
      }
    }
    return mean;
  }
}
